using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Status;

/// <summary>Reads the status out of the shared state. Changes nothing, so it works where only reading does.</summary>
public sealed class StatusQuery(SidecarState state, TimeProvider time)
{
    /// <summary>How far back the status tells of what ended.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromHours(1);

    /// <summary>Reads it.</summary>
    /// <param name="viewer">Whose unread messages to count.</param>
    public StatusSnapshot Read(AgentName viewer) => state.Database.Read(_ =>
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
            Ended = state.Claims.Ended(now - Past),
            Gone = state.Agents.Gone(now - Past),
            Unread = unread.GetValueOrDefault(viewer),
        };
    });

    private Dictionary<AgentName, int> Unread() => state.Database
        .Read(db => db.Query(
            "SELECT recipient, count(*) FROM deliveries WHERE read_at IS NULL GROUP BY recipient",
            row => (Name: AgentName.ParseParty(row.GetString(0)), Count: row.GetInt32(1))))
        .GroupBy(row => row.Name, row => row.Count)
        .ToDictionary(group => group.Key, group => group.Sum());
}
