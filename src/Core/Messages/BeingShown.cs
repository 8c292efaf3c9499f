using System.Data.Common;
using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>What a call of some process shows at this moment. Always inside a caller's transaction.</summary>
internal static class BeingShown
{
    /// <summary>
    /// The messages that a call of this very agent is showing already, in a process that still lives; of a process that cannot be
    /// asked after from here, not for long.
    /// </summary>
    public static HashSet<long> To(DbConnection db, Agent reader, Presence presence, DateTimeOffset now) =>
    [
        .. DeliveryRows.ShownTo(db, reader)
            .GroupBy(showing => (showing.Host, showing.Process, showing.At))
            .Where(call => Is(call.First(), presence, now))
            .SelectMany(call => call.Select(showing => showing.Message)),
    ];

    private static bool Is(Showing showing, Presence presence, DateTimeOffset now) => showing.Host == presence.Host
        ? presence.Check(showing.Process) is not Liveness.Dead
        : now - showing.At < Presence.HeartbeatLimit;
}
