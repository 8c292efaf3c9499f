using Sidecar.History;

namespace Sidecar.Tests.History;

/// <summary>
/// A history of the test's own: one line of commits, the oldest first, of which any may be checked out. It can be looked at, and
/// made to fail, while it is read.
/// </summary>
internal sealed class MadeHistory : ICommitHistory
{
    private static readonly DateTimeOffset Begin = new(2029, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public string Engine { get; set; } = "git";

    public HistoryKind KindNow { get; set; } = HistoryKind.Whole;

    public List<CommitFiles> Line { get; } = [];

    /// <summary>Called before each commit that is read, with how many were before it.</summary>
    public Action<int>? OnRead { get; set; }

    public string Tip => Line[^1].Id;

    /// <summary>Adds commits, each of two files that no other commit has and one that all have.</summary>
    public MadeHistory Grow(int count)
    {
        for (var left = count; left > 0; left--)
            Commit($"folder/a{Line.Count}", $"folder/b{Line.Count}", "all");
        return this;
    }

    public MadeHistory Commit(params string[] paths)
    {
        var number = Line.Count + 1;
        Line.Add(new CommitFiles(IdOf(number), Begin.AddMinutes(number), "", [.. paths.Select(path => new ChangedFile(CommitChange.Modified, Path(path)))]));
        return this;
    }

    public static RepoPath Path(string text) => RepoPath.TryParse(text, out var path) ? path : throw new ArgumentException(text, nameof(text));

    public static string IdOf(int number) => number.ToString("x40");

    public HistoryKind Kind() => KindNow;

    public bool Has(string commit) => Line.Exists(known => known.Id == commit);

    public int Count(HistoryRange range, int most = int.MaxValue) => In(range).Take(most).Count();

    public IReadOnlyList<string> Ids(HistoryRange range) => [.. In(range).Select(commit => commit.Id)];

    public IEnumerable<CommitFiles> Read(HistoryRange range, int most, CancellationToken cancellationToken)
    {
        var read = 0;
        foreach (var commit in In(range).Take(most))
        {
            cancellationToken.ThrowIfCancellationRequested();
            OnRead?.Invoke(read++);
            yield return commit;
        }
    }

    public IReadOnlyList<RepoPath> Files(string commit) => [.. Line.SelectMany(known => known.Files).Select(file => file.Path).Distinct()];

    private IEnumerable<CommitFiles> In(HistoryRange range)
    {
        var (last, first) = (range.Tips.Max(At), range.Without.Select(At).DefaultIfEmpty(-1).Max());
        return Line.Skip(first + 1).Take(Math.Max(0, last - first)).Reverse();
    }

    private int At(string id) => Line.FindIndex(commit => commit.Id == id) is >= 0 and var at
        ? at
        : throw SidecarException.CannotTell($"there is no commit {id}", "git fsck");
}
