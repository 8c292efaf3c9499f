using Sidecar.Agents;
using Sidecar.Touches;

namespace Sidecar.Tests.World;

/// <summary>Writes of files, as the watcher or a client's hook would tell of them.</summary>
internal static class Changed
{
    public const string Worktree = "/repository";

    /// <summary>A write by an agent, with what it left there.</summary>
    public static SeenChange Change(this Crowd crowd, string? author, string path, string content, Evidence evidence = Evidence.Process) =>
        new(Path(path), TouchKind.Changed, crowd.Time.GetUtcNow(), Authorship(crowd, author, evidence))
        {
            State = new FileState(content.Length, crowd.Time.GetUtcNow().ToUnixTimeMilliseconds(), content),
        };

    /// <summary>Records one.</summary>
    public static void Write(
        this Crowd crowd, string? author, string path, string content = "new", Evidence evidence = Evidence.Process, string worktree = Worktree) =>
        crowd.State.Touches.Record(worktree, [crowd.Change(author, path, content, evidence)]);

    /// <summary>"author: path" of all work that has not ended, in the order it began; "?" for nobody knows whom.</summary>
    public static IReadOnlyList<string> Work(this Crowd crowd, Func<Sidecar.Work.UncommittedWork, bool>? only = null) =>
        [.. crowd.State.Work.Open().Where(only ?? (_ => true)).Select(work => $"{work.Author?.Name.ToString() ?? "?"}: {work.Path}")];

    /// <summary>"author: path (evidence)" of every touch, newest first.</summary>
    public static IReadOnlyList<string> Touches(this Crowd crowd) =>
    [
        .. crowd.State.Touches.Read(new TouchQuery())
            .Select(touch => $"{touch.Author?.ToString() ?? "?"}: {touch.Path} ({Words.Of(touch.Evidence)})"),
    ];

    /// <summary>What an agent was told, newest first.</summary>
    public static IReadOnlyList<string> Told(this Crowd crowd, string name) =>
    [
        .. crowd.State.Messages.Log(new Sidecar.Messages.LogQuery(With: AgentName.Parse(name)))
            .Where(message => message.From == AgentName.System).Select(message => message.Text),
    ];

    public static RepoPath Path(string text) => RepoPath.TryParse(text, out var path) ? path : throw new ArgumentException(text, nameof(text));

    private static Authorship Authorship(Crowd crowd, string? author, Evidence evidence) =>
        author is null ? Sidecar.Touches.Authorship.Unknown : new Authorship(crowd.Join(author).Agent, evidence);
}
