using Sidecar.Agents;
using Sidecar.Status;

namespace Sidecar.Terminal;

/// <summary>Agents as people see them.</summary>
internal static class AgentView
{
    private const int MostGone = 5;

    /// <summary>Who is here.</summary>
    public static void ShowPresent(Screen screen, IReadOnlyList<AgentStatus> agents, DateTimeOffset now, string worktree)
    {
        if (agents.Count == 0)
        {
            screen.Line("No agents are here. They join when their client starts sidecar-mcp.");
            return;
        }

        screen.Heading($"{Words.Count(agents.Count, "agent")} here");
        screen.Table(
            ["NAME", "CLIENT", Column.Wide("WORKTREE"), Column.Wide("DOING"), "ACTIVE", "UNREAD"],
            agents.Select(agent => (IReadOnlyList<Cell>)
            [
                Name(agent),
                agent.Agent.Client,
                Places.Of(agent.Agent.Worktree, worktree),
                Doing(agent.Agent),
                Ages.Ago(agent.Agent.ActiveAt, now),
                agent.Unread == 0 ? "" : agent.Unread.ToString(),
            ]));
    }

    /// <summary>Who was here.</summary>
    public static void ShowGone(Screen screen, IReadOnlyList<Agent> gone, DateTimeOffset now)
    {
        if (gone.Count == 0)
            return;

        screen.Gap();
        screen.Heading("Gone in the last hour");
        screen.Table(
            ["NAME", "CLIENT", "WHEN", Column.Wide("WHY")],
            gone.Take(MostGone).Select(agent => (IReadOnlyList<Cell>)
            [
                agent.Name.ToString(),
                agent.Client,
                agent.LeftAt is { } left ? Ages.Ago(left, now) : "",
                agent.LeftWhy ?? "",
            ]));
        if (gone.Count > MostGone)
            screen.Line($"  and {gone.Count - MostGone} more (sidecar agents --json has them all)", Tone.Faint);
    }

    private static Cell Name(AgentStatus agent) => agent.Live switch
    {
        Liveness.Dead => new Cell($"{agent.Agent.Name} (dead)", Tone.Bad),
        Liveness.Unknown => new Cell($"{agent.Agent.Name} (cannot tell if alive)", Tone.Warning),
        _ => new Cell(agent.Agent.Name.ToString(), Tone.Strong),
    };

    private static string Doing(Agent agent) =>
        string.Join(": ", new[] { agent.Role, agent.Summary }.Where(text => !string.IsNullOrEmpty(text)));
}
