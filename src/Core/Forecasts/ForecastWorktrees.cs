using Sidecar.Agents;
using Sidecar.Work;

namespace Sidecar.Forecasts;

/// <summary>Between which worktrees it is worth knowing what a merge would bring. Pure.</summary>
public static class ForecastWorktrees
{
    /// <summary>Those where a live agent is, or uncommitted work that nobody is known to have left behind; the latest activity first.</summary>
    /// <param name="worktrees">All worktrees.</param>
    /// <param name="live">The agents that are not known to be gone.</param>
    /// <param name="work">All uncommitted work.</param>
    public static IReadOnlyList<string> InUse(IEnumerable<string> worktrees, IReadOnlyList<Agent> live, IReadOnlyList<UncommittedWork> work)
    {
        var active = live.Select(agent => (agent.Worktree, At: agent.ActiveAt))
            .Concat(work.Where(piece => piece.Live is not Liveness.Dead).Select(piece => (piece.Worktree, piece.At)))
            .GroupBy(sign => sign.Worktree, sign => sign.At, StringComparer.Ordinal)
            .ToDictionary(signs => signs.Key, signs => signs.Max(), StringComparer.Ordinal);
        return [.. worktrees.Where(active.ContainsKey).OrderByDescending(worktree => active[worktree]).ThenBy(worktree => worktree, StringComparer.Ordinal)];
    }

    /// <summary>Each two of them, the lower one by ordinal comparison first.</summary>
    public static IReadOnlyList<(string Worktree, string Other)> Pairs(IEnumerable<string> worktrees)
    {
        var ordered = worktrees.Order(StringComparer.Ordinal).ToList();
        return [.. ordered.SelectMany((worktree, at) => ordered.Skip(at + 1).Select(other => (worktree, other)))];
    }
}
