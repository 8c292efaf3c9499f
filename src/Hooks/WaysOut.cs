using System.Text;
using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Hooks;

/// <summary>The commands that a refusal offers. Each works as it stands where the user stands, whatever the files are called.</summary>
internal static class WaysOut
{
    private const int MaxPaths = 10;

    // A command longer than this is not pasted by anybody. A name that is no UTF-8 reached us with its bytes replaced.
    private const int MaxPathsInCommand = 100;

    private const string WithoutName = "env -u SIDECAR_AGENT sidecar";
    private const string AsPerson = WithoutName + " --as human";

    /// <summary>Adds them to a refusal.</summary>
    public static void Append(StringBuilder text, GuardedCommit commit)
    {
        text.AppendLf("next, one of:");
        AppendOwnFiles(text, commit);
        AppendTalk(text, commit);
        text.AppendLf($"  commit all the same; the reason is recorded{(commit.Held.Count == 0 ? "" : ", and the holders are told")}:");
        text.AppendLf("    SIDECAR_OVERRIDE='why' git commit ...");
    }

    /// <summary>Whether a command with all these files is one that somebody may paste, and that means them.</summary>
    public static bool CanName(IReadOnlyList<RepoPath> paths) =>
        paths.Count is > 0 and <= MaxPathsInCommand && !paths.Any(path => path.ToString().Contains('\ufffd', StringComparison.Ordinal));

    private static void AppendOwnFiles(StringBuilder text, GuardedCommit commit)
    {
        if (commit.Own.Count == 0 || commit.ForbidsPartialCommit)
            return;

        // Naming files commits all that is in them, so it is no way out of a commit that takes chosen lines from the index.
        if (!commit.IsPartlyStaged && CanName(commit.Own))
        {
            text.AppendLf($"  commit only {(commit.Held.Count == 0 ? "the others" : "what nobody else holds")}:");
            text.AppendLf($"    git commit -m 'MESSAGE' -- {PathWords(commit.Own, commit)}");
        }
        else if (!commit.HasTemporaryIndex && CanName(commit.Refused))
        {
            // Without -f git refuses to take out a file that was changed since it was added; the file itself stays.
            text.AppendLf($"  take {(commit.Held.Count == 0 ? "these" : "theirs")} out of this commit, then commit again:");
            text.AppendLf($"    git {(commit.IsFirst ? "rm -q --cached -f" : "restore --staged")} -- {PathWords(commit.Refused, commit)}");
        }
    }

    private static void AppendTalk(StringBuilder text, GuardedCommit commit)
    {
        if (!commit.Committer.CanSpeak)
        {
            text.AppendLf("  to ask or to wait, register first: start your MCP server, sidecar-mcp ('sidecar init' adds it to the client)");
            return;
        }

        if (commit.Held.Count == 0)
            return;

        var others = GuardText.Holders(commit).Where(holder => holder != commit.Committer.Evident?.Name).Take(MaxPaths).ToList();
        if (others.Count > 0)
            text.AppendLf(commit.Committer.IsNameAlone ? $"  ask, as {commit.Committer.Name} by the tool send, or as a person:" : "  ask:");
        foreach (var holder in others)
            text.AppendLf($"    {SidecarToSay(commit)} send {holder} {ShellWord.Quote(Question(commit, holder))}");

        text.AppendLf("  wait until they are free, commit again, then release:");
        var paths = string.Join(' ', WaitWords(commit));
        text.AppendLf($"    {Sidecar(commit)} {Where(commit)}claim {paths} --wait 10m");
        text.AppendLf($"    {Sidecar(commit)} {Where(commit)}release {paths}");
    }

    // With a name that is not the caller's own, Sidecar's commands would refuse to act.
    private static string Sidecar(GuardedCommit commit) => commit.Committer.IsMisnamed ? WithoutName : "sidecar";

    private static string SidecarToSay(GuardedCommit commit) => commit.Committer.IsNameAlone ? AsPerson : Sidecar(commit);

    private static string Question(GuardedCommit commit, AgentName holder)
    {
        var paths = commit.Report.Held.Where(finding => finding.Claim.Holder.Name == holder).Select(finding => finding.Path).Distinct().ToList();
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

    private static IEnumerable<string> WaitWords(GuardedCommit commit) =>
        commit.Report.Held.DistinctBy(finding => finding.Path)
            .Select(finding => ClaimWord(Claimable(finding.Path, finding.Claim.Pattern)))
            .Distinct(StringComparer.Ordinal)
            .Take(MaxPaths);

    // No claim can name such a file alone; what its holder claimed covers it.
    private static string Claimable(RepoPath path, ClaimPattern held)
    {
        var text = path.ToString();
        return text.Any(c => char.IsControl(c) || c == '*') ? held.Text : text;
    }

    // "./" keeps a leading dash from being read as an option, and a colon as a resource.
    private static string ClaimWord(string text) =>
        ShellWord.Quote(text.StartsWith('-') || text.Contains(':', StringComparison.Ordinal) ? $"./{text}" : text);
}
