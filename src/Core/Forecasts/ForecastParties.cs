using Sidecar.Agents;
using Sidecar.Work;

namespace Sidecar.Forecasts;

/// <summary>Which agents a merge of two worktrees would concern. Pure: everything that can change is an argument.</summary>
public static class ForecastParties
{
    /// <summary>The agents at work in a worktree: who was started there, or has uncommitted work there; by name.</summary>
    /// <param name="worktree">The worktree.</param>
    /// <param name="live">The agents that are not known to be gone.</param>
    /// <param name="work">All uncommitted work.</param>
    public static IReadOnlyList<AgentName> In(string worktree, IEnumerable<Agent> live, IReadOnlyList<UncommittedWork> work) => Names(
        live.Where(agent => agent.Worktree == worktree)
            .Concat(work.Where(piece => piece.IsHeld && piece.Worktree == worktree).Select(piece => piece.Author!)));

    /// <summary>Those of them that a file concerns: who has uncommitted work in it; all where nobody has, for it is committed there.</summary>
    public static IReadOnlyList<AgentName> At(string worktree, RepoPath file, IReadOnlyList<Agent> live, IReadOnlyList<UncommittedWork> work)
    {
        var writers = Names(work.Where(piece => piece.IsHeld && piece.Worktree == worktree && piece.Path == file).Select(piece => piece.Author!));
        return writers.Count > 0 ? writers : In(worktree, live, work);
    }

    private static IReadOnlyList<AgentName> Names(IEnumerable<Agent> agents) =>
        [.. agents.Select(agent => agent.Name).Distinct().OrderBy(name => name.ToString(), StringComparer.OrdinalIgnoreCase)];
}
