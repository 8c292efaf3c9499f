using Sidecar.Agents;

namespace Sidecar.Tests.Agents;

/// <summary>Builds agents and evidence with the important values only.</summary>
internal static class AgentWorld
{
    public const string Here = "here";
    public const string Main = "/repo";

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static Agent Agent(
        string name,
        string client = "claude-code",
        string? session = null,
        int? pid = null,
        string worktree = Main,
        string host = Here,
        int joined = 0,
        long? id = null) => new()
        {
            Id = id ?? name.Sum(letter => letter),
            Name = AgentName.Parse(name),
            Client = client,
            Session = session,
            Worktree = worktree,
            Host = host,
            ClientProcess = pid is { } known ? new(known, known) : null,
            JoinedAt = Noon.AddMinutes(joined),
            ActiveAt = Noon,
            HeartbeatAt = Noon,
        };

    /// <summary>A process in the main worktree whose ancestors have these pids, nearest first.</summary>
    public static IdentityEvidence Evidence(IReadOnlyList<Agent> live, string environment = "", params int[] ancestors) => new(
        NameGiven: null,
        Variables(environment),
        [.. ancestors.Select((pid, index) => new ProcessEntry(new(pid, pid), ancestors.ElementAtOrDefault(index + 1), "x"))],
        Here,
        Main,
        IsLinkedWorktree: false,
        live);

    public static IReadOnlyDictionary<string, string> Variables(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
