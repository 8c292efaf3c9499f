using System.Text;
using Sidecar.Agents;

namespace Sidecar.Hooks;

/// <summary>The commands that a refusal offers. Each works as it stands where the user stands, whatever the files are called.</summary>
internal static class WaysOut
{
    private const int MaxPaths = 10;

    // A command longer than this is not pasted by anybody.
    private const int MaxPathsToUnstage = 100;

    /// <summary>Adds them to a refusal.</summary>
    public static void Append(StringBuilder text, GuardedCommit commit)
    {
        text.AppendLf("next, one of:");
        AppendOwnFiles(text, commit);

        text.AppendLf("  ask:");
        foreach (var holder in GuardText.Holders(commit).Take(MaxPaths))
            text.AppendLf($"    sidecar send {holder} {ShellWord.Quote(Question(commit, holder))}");

        text.AppendLf("  wait until they are free, then commit again:");
        text.AppendLf($"    sidecar {Where(commit)}claim {string.Join(' ', commit.Held.Take(MaxPaths).Select(ClaimWord))} --wait 10m");

        text.AppendLf("  commit all the same; the reason is recorded, and the holders are told:");
        text.AppendLf("    SIDECAR_OVERRIDE='why' git commit ...");
    }

    private static void AppendOwnFiles(StringBuilder text, GuardedCommit commit)
    {
        var own = commit.Own;
        if (own.Count == 0 || commit.ForbidsPartialCommit)
            return;

        if (own.Count <= (commit.HasTemporaryIndex ? MaxPathsToUnstage : MaxPaths))
        {
            text.AppendLf("  commit only your own files:");
            text.AppendLf($"    git commit -- {PathWords(own, commit)}");
        }
        else if (!commit.HasTemporaryIndex && commit.Held.Count <= MaxPathsToUnstage)
        {
            text.AppendLf("  take theirs out of this commit, then commit again:");
            text.AppendLf($"    git {(commit.IsFirst ? "rm --cached" : "restore --staged")} -- {PathWords(commit.Held, commit)}");
        }
    }

    private static string Question(GuardedCommit commit, AgentName holder)
    {
        var paths = commit.Findings.Where(finding => finding.Claim.Holder.Name == holder).Select(finding => finding.Path).Distinct().ToList();
        var others = paths.Count > 1 ? $" and {paths.Count - 1} more" : "";
        return $"May I commit {GuardText.Shown(paths[0])}{others}?";
    }

    private static string PathWords(IReadOnlyList<RepoPath> paths, GuardedCommit commit) =>
        string.Join(' ', paths.Select(path => ShellWord.Quote(PathSpec(path.ToString(), commit.Prefix))));

    // To git a path is a pattern that starts where the user stands, unless it is told otherwise.
    private static string PathSpec(string path, string prefix) =>
        prefix.Length > 0 || path.AsSpan().IndexOfAny("*?[\\:") >= 0 ? $":(top,literal){path}" : path;

    private static string Where(GuardedCommit commit) =>
        commit.Prefix.Length > 0 ? $"-C {ShellWord.Quote(commit.Worktree)} " : "";

    // "./" keeps a leading dash from being read as an option, and a colon as a resource.
    private static string ClaimWord(RepoPath path)
    {
        var text = path.ToString();
        return ShellWord.Quote(text.StartsWith('-') || text.Contains(':', StringComparison.Ordinal) ? $"./{text}" : text);
    }
}
