using Sidecar.History;

namespace Sidecar.Tests.History;

/// <summary>Commits as the tests write them: "M a", "A b", "D c", "R d > e"; a path alone is modified. One a day.</summary>
internal static class Committed
{
    public static readonly DateTimeOffset Beginning = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static CommitFiles On(int day, params IEnumerable<string> files) =>
        new($"{day:x40}", Beginning.AddDays(day), "ada@example.org", [.. files.Select(File)]);

    public static IReadOnlyList<CommitFiles> InTurn(params string[][] commits) => [.. commits.Select((files, day) => On(day, files))];

    public static CoChangeIndex Index(IEnumerable<CommitFiles> commits)
    {
        var index = new CoChangeIndex();
        foreach (var commit in commits)
            index.Add(commit);
        return index;
    }

    public static CoChangeIndex Index(params string[][] commits) => Index(InTurn(commits));

    public static RepoPath Path(string text) => RepoPath.TryParse(text, out var path) ? path : throw new ArgumentException(text, nameof(text));

    private static ChangedFile File(string text) => text.Split(' ') switch
    {
        ["R", var from, ">", var to] => new ChangedFile(CommitChange.Renamed, Path(to), Path(from)),
        ["C", var from, ">", var to] => new ChangedFile(CommitChange.Copied, Path(to), Path(from)),
        ["A", var path] => new ChangedFile(CommitChange.Added, Path(path)),
        ["D", var path] => new ChangedFile(CommitChange.Deleted, Path(path)),
        ["M", var path] => new ChangedFile(CommitChange.Modified, Path(path)),
        [var path] => new ChangedFile(CommitChange.Modified, Path(path)),
        _ => throw new ArgumentException(text, nameof(text)),
    };
}
