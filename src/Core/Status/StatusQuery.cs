using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.History;
using Sidecar.Storage;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Status;

/// <summary>Reads the status out of the shared state. Changes nothing, so it works where only reading does.</summary>
public sealed class StatusQuery(SidecarState state, TimeProvider time)
{
    private const int MostTouches = 3;
    private const int MostOverwrites = 50;

    // Long enough to be still seen by whoever comes back from lunch.
    private static readonly TimeSpan OverwritesAge = TimeSpan.FromHours(1);

    /// <summary>Reads it.</summary>
    /// <param name="viewer">Whose unread messages to count.</param>
    /// <param name="past">How far back to tell of what ended.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    public StatusSnapshot Read(AgentName viewer, TimeSpan past, bool ignoreCase)
    {
        // Another file than the state: nothing there waits for it to be read.
        var history = state.History.ReadStanding();
        return state.Database.Read(_ => Snapshot(viewer, past, ignoreCase, history));
    }

    /// <summary>Looks at paths.</summary>
    /// <param name="wanted">The paths.</param>
    /// <param name="isMine">Whether a holder is the one who asks.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    public PathReport Check(IReadOnlyList<ClaimPattern> wanted, Func<Agent, bool> isMine, bool ignoreCase)
    {
        var history = state.History.Read();
        return state.Database.Read(_ => Report(wanted, isMine, ignoreCase, history));
    }

    /// <summary>Who changed what.</summary>
    /// <param name="wanted">Which touches; of the operations of git those of the same time and author.</param>
    public TouchReport Touches(TouchQuery wanted) => state.Database.Read(_ => new TouchReport(
        time.GetUtcNow(),
        state.Touches.Read(wanted),
        wanted.Paths.Count > 0
            ? []
            : state.Operations.Since(wanted.Since ?? DateTimeOffset.UnixEpoch, wanted.Limit, wanted.Author?.ToString()),
        state.Watcher.Read()));

    private StatusSnapshot Snapshot(AgentName viewer, TimeSpan past, bool ignoreCase, HistoryReport history)
    {
        var now = time.GetUtcNow();
        var unread = Unread();
        var claims = state.Claims.Active();
        var work = state.Work.Open();
        return new StatusSnapshot
        {
            At = now,
            Agents =
            [
                .. state.Agents.Present().Select(present => new AgentStatus(
                    present.Agent, present.Live, unread.GetValueOrDefault(present.Agent.Name))),
            ],
            Claims = claims,
            Work = work,
            Overlaps = Overlaps.Find(work, claims, now, ignoreCase),
            Forecasts = state.Forecasts.Read(),
            Overwrites = state.Operations.Overwrites(now - OverwritesAge, MostOverwrites),
            Waiting = state.Claims.Waiting(),
            Ended = state.Claims.Ended(now - past),
            Gone = state.Agents.Gone(now - past),
            Watcher = state.Watcher.Read(),
            History = history,
            Unread = unread.GetValueOrDefault(viewer),
        };
    }

    private PathReport Report(
        IReadOnlyList<ClaimPattern> wanted, Func<Agent, bool> isMine, bool ignoreCase, HistoryReport history)
    {
        var now = time.GetUtcNow();
        var claims = state.Claims.Active();
        var work = state.Work.Open();
        return new PathReport
        {
            At = now,
            Paths = [.. wanted.Select(pattern => WithTouches(PathCheck.Of(pattern, claims, work, isMine, now, ignoreCase), ignoreCase))],
            Claims = claims.Count(claim => claim.Source is ClaimSource.Explicit),
            Uncommitted = work.DistinctBy(piece => (piece.Worktree, piece.Path)).Count(),
            LiveAgents = state.Agents.Present().Count(present => present.Live is not Liveness.Dead),
            Watcher = state.Watcher.Read(),
            History = history,
        };
    }

    private PathCheck WithTouches(PathCheck check, bool ignoreCase) => check.Writers.Count > 0
        ? check
        : check with { LastTouches = state.Touches.Latest(check.Wanted, MostTouches, ignoreCase) };

    private Dictionary<AgentName, int> Unread() => state.Database
        .Read(db => db.Query(
            "SELECT recipient, count(*) FROM deliveries WHERE read_at IS NULL GROUP BY recipient",
            row => (Name: AgentName.ParseParty(row.GetString(0)), Count: row.GetInt32(1))))
        .GroupBy(row => row.Name, row => row.Count)
        .ToDictionary(group => group.Key, group => group.Sum());
}
