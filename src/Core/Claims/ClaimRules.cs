using Sidecar.Agents;

namespace Sidecar.Claims;

/// <summary>Who gets what. Pure: everything that can change is an argument.</summary>
public static class ClaimRules
{
    /// <summary>
    /// What stands in the way of <paramref name="agentId"/>: others' claims that some path could match too, at least one of
    /// the two being exclusive, and others who wait for the like since before. Empty: it can be granted.
    /// </summary>
    /// <param name="agentId">Who asks.</param>
    /// <param name="patterns">For what.</param>
    /// <param name="mode">How.</param>
    /// <param name="board">How things stand.</param>
    /// <param name="place">The asker's own place in the queue; null if it has none, which puts it behind everybody.</param>
    public static IReadOnlyList<ClaimConflict> Conflicts(
        long agentId, IReadOnlyList<ClaimPattern> patterns, ClaimMode mode, ClaimBoard board, long? place = null)
    {
        var conflicts = new List<ClaimConflict>();
        foreach (var wanted in patterns)
        {
            foreach (var held in board.Claims)
            {
                if (held.Holder.Id != agentId && Excludes(mode, held.Mode) && wanted.Intersects(held.Pattern, board.IgnoreCase))
                    conflicts.Add(new ClaimConflict(wanted, held));
            }

            // Renewing or sharpening what one holds does not jump the queue: whoever waits, waits for the holder.
            if (board.Claims.Any(held => held.Holder.Id == agentId && held.Pattern.Covers(wanted, board.IgnoreCase)))
                continue;
            foreach (var waiting in board.Queue)
            {
                if (waiting.Agent.Id != agentId && waiting.Id < (place ?? long.MaxValue) && Excludes(mode, waiting.Mode)
                    && waiting.Patterns.FirstOrDefault(other => wanted.Intersects(other, board.IgnoreCase)) is { } awaited)
                {
                    conflicts.Add(new ClaimConflict(wanted, AsClaim(waiting, awaited)));
                }
            }
        }

        return conflicts;
    }

    /// <summary>
    /// The circle that would close if <paramref name="agent"/> waited for the holders in <paramref name="conflicts"/>: names
    /// from the agent back to itself; null if there is none.
    /// </summary>
    public static IReadOnlyList<AgentName>? FindCircle(Agent agent, IReadOnlyList<ClaimConflict> conflicts, ClaimBoard board)
    {
        var waitsFor = board.Queue
            .Where(waiting => waiting.Agent.Id != agent.Id)
            .GroupBy(waiting => waiting.Agent.Id)
            .ToDictionary(group => group.Key, group => group.SelectMany(waiting => Holders(waiting, board)).ToList());
        var seen = new HashSet<long> { agent.Id };
        var path = new List<AgentName> { agent.Name };
        return Reaches(conflicts.Select(conflict => conflict.Held.Holder)) ? path : null;

        bool Reaches(IEnumerable<Agent> holders)
        {
            foreach (var holder in holders)
            {
                path.Add(holder.Name);
                if (holder.Id == agent.Id)
                    return true;
                if (seen.Add(holder.Id) && waitsFor.TryGetValue(holder.Id, out var next) && Reaches(next))
                    return true;

                path.RemoveAt(path.Count - 1);
            }

            return false;
        }
    }

    /// <summary>Who in the queue could have everything it waits for now, in the order they came.</summary>
    public static IReadOnlyList<Waiting> Servable(ClaimBoard board) => board.Queue
        .Where(waiting => Conflicts(waiting.Agent.Id, waiting.Patterns, waiting.Mode, board, waiting.Id).Count == 0)
        .ToList();

    private static bool Excludes(ClaimMode one, ClaimMode other) => one is ClaimMode.Exclusive || other is ClaimMode.Exclusive;

    private static IEnumerable<Agent> Holders(Waiting waiting, ClaimBoard board) =>
        Conflicts(waiting.Agent.Id, waiting.Patterns, waiting.Mode, board, waiting.Id).Select(conflict => conflict.Held.Holder);

    private static Claim AsClaim(Waiting waiting, ClaimPattern awaited) => new()
    {
        Id = 0,
        Holder = waiting.Agent,
        Pattern = awaited,
        Mode = waiting.Mode,
        Reason = waiting.Reason,
        Source = ClaimSource.Queue,
        Since = waiting.Since,
        Expires = waiting.Deadline,
        Live = Liveness.Alive,
        Ttl = waiting.Ttl,
    };
}
