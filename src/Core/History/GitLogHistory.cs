using Sidecar.Repository;

namespace Sidecar.History;

/// <summary>Reads the history with the git command, while git prints it. Safe to use from several threads.</summary>
/// <param name="git">Git, anywhere in the repository.</param>
/// <param name="remark">What is worth knowing besides, such as why nothing faster is used; empty for nothing.</param>
public sealed class GitLogHistory(GitProcess git, string remark = "") : ICommitHistory
{
    // For each time that git is waited for, not for the whole: one commit with thousands of renamed files takes seconds.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly string[] Plain = ["--no-replace-objects", "-c", "core.quotePath=false", "-c", "log.showSignature=false"];

    // Everything that configuration could turn off or on is said here; /dev/null is git's word for "no order file".
    private static readonly string[] Log =
    [
        .. Plain, "log", "--no-merges", "--root", "--raw", "-z", "--no-color", "--no-ext-diff", "--no-relative",
        "--ignore-submodules=none", "-O/dev/null", "--encoding=UTF-8", "--format=%x00%H%x00%ct%x00%ae",
    ];

    private readonly GitProcess _git = git.WithLimit(Limit);

    // Looked at once, and again by Kind: two starts of git for each question would be most of what following a commit takes.
    private CloneKind? _clone;

    /// <inheritdoc/>
    public string Engine => "git";

    /// <inheritdoc/>
    public HistoryKind Kind()
    {
        var known = (_clone = CloneKind.Of(_git)).ToHistoryKind();
        return remark.Length == 0 ? known : known with { Says = string.Join("; ", new[] { remark, known.Says }.Where(said => said.Length > 0)) };
    }

    /// <inheritdoc/>
    public bool Has(string commit) =>
        Answer("rev-list", "--no-walk", "--ignore-missing", Checked(commit), "--").StartsWith(commit, StringComparison.Ordinal);

    /// <inheritdoc/>
    public int Count(HistoryRange range, int most = int.MaxValue)
    {
        if (range.Tips.Count == 0)
            return 0;

        return Clone.Border.Count > 0
            ? Math.Min(Ids(range).Count, most)
            : int.Parse(Answer(["rev-list", "--count", "--no-merges", $"-n{most}", .. Words(range)]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Ids(HistoryRange range)
    {
        if (range.Tips.Count == 0)
            return [];

        var border = Clone.Border;
        return Answer(["rev-list", "--no-merges", .. Words(range)]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(id => !border.Contains(id))
            .ToList();
    }

    /// <inheritdoc/>
    public IEnumerable<CommitFiles> Read(HistoryRange range, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return range.Tips.Count == 0 ? [] : ReadLog(Words(range), most, cancellationToken);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RepoPath> Files(string commit)
    {
        Clone.MustHaveFolders(_git.Worktree);
        using var listing = _git.List([.. Plain, "ls-tree", "-r", "-z", "--name-only", "--full-tree", Checked(commit)], CancellationToken.None);
        var (files, texts) = (new List<RepoPath>(), new PathTexts());
        while (listing.Parts.TryNext(out var part))
        {
            if (texts.Read(part) is { } path)
                files.Add(path);
        }

        return files;
    }

    private CloneKind Clone => _clone ??= CloneKind.Of(_git);

    private IEnumerable<CommitFiles> ReadLog(IReadOnlyList<string> range, int most, CancellationToken cancellationToken)
    {
        var clone = Clone;
        clone.MustHaveFolders(_git.Worktree);
        string[] renames = clone.LacksFiles ? ["--no-renames"] : ["-M", "-l1000"];
        using var listing = _git.List([.. Log, .. renames, $"-n{(long)most + clone.Border.Count}", .. range], cancellationToken);
        var parser = new GitLogParser(listing.Parts);
        for (var left = most; left > 0 && parser.Next() is { } commit;)
        {
            if (clone.Border.Contains(commit.Id))
                continue;

            yield return commit;
            left--;
        }
    }

    private string Answer(params string[] question)
    {
        var output = _git.Run([.. Plain, .. question]);
        return output.Succeeded ? output.Text : throw SidecarException.CannotTell(
            $"git cannot tell the history of '{Printable.Short(_git.Worktree, 300)}': {Printable.Short(output.Errors.Trim(), 300)}", "git log -1");
    }

    private static List<string> Words(HistoryRange range) =>
        [.. range.Tips.Select(Checked), .. range.Without.Select(commit => "^" + Checked(commit)), "--"];

    // Nothing that could be an option, a range or a name that means another commit tomorrow.
    private static string Checked(string commit) => commit.Length is 40 or 64 && commit.All(char.IsAsciiHexDigitLower)
        ? commit
        : throw new ArgumentException($"'{commit}' is no id of a commit", nameof(commit));
}
