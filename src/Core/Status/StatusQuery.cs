using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;

namespace Sidecar.Status;

/// <summary>Reads the status out of the shared state. Changes nothing, so it works where only reading does.</summary>
public sealed class StatusQuery(SidecarState state, TimeProvider time)
{
    /// <summary>Reads it.</summary>
    /// <param name="viewer">Whose unread messages to count.</param>
    /// <param name="past">How far back to tell of what ended.</param>
    public StatusSnapshot Read(AgentName viewer, TimeSpan past) => state.Database.Read(_ =>
    {
        var now = time.GetUtcNow();
        var unread = Unread();
        return new StatusSnapshot
        {
            At = now,
            Agents =
            [
                .. state.Agents.Present().Select(present => new AgentStatus(
                    present.Agent, present.Live, unread.GetValueOrDefault(present.Agent.Name))),
            ],
            Claims = state.Claims.Active(),
            Waiting = state.Claims.Waiting(),
            Ended = state.Claims.Ended(now - past),
            Gone = state.Agents.Gone(now - past),
            Watcher = state.Watcher.Read(),
            Unread = unread.GetValueOrDefault(viewer),
        };
    });

    /// <summary>Looks at paths.</summary>
    /// <param name="wanted">The paths.</param>
    /// <param name="isMine">Whether a holder is the one who asks.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    public PathReport Check(IReadOnlyList<ClaimPattern> wanted, Func<Agent, bool> isMine, bool ignoreCase) => state.Database.Read(_ =>
    {
        var now = time.GetUtcNow();
        var claims = state.Claims.Active();
        var live = state.Agents.Present().Count(present => present.Live is not Liveness.Dead);
        return new PathReport(
            now, wanted.Select(pattern => PathCheck.Of(pattern, claims, isMine, now, ignoreCase)).ToList(), claims.Count, live);
    });

    private Dictionary<AgentName, int> Unread() => state.Database
        .Read(db => db.Query(
            "SELECT recipient, count(*) FROM deliveries WHERE read_at IS NULL GROUP BY recipient",
            row => (Name: AgentName.ParseParty(row.GetString(0)), Count: row.GetInt32(1))))
        .GroupBy(row => row.Name, row => row.Count)
        .ToDictionary(group => group.Key, group => group.Sum());
}
