using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Consultations;
using Sidecar.Forecasts;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Impact.Meetings;
using Sidecar.Storage;
using Sidecar.Watch;
using Sidecar.Work;

namespace Sidecar.Status;

/// <summary>Who is here and who holds what, as it was at one moment. Every view of the status is made from it.</summary>
public sealed record StatusSnapshot
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The registered agents, dead ones that nobody has cleaned up yet included.</summary>
    public required IReadOnlyList<AgentStatus> Agents { get; init; }

    /// <summary>The claims that have not ended, those of dead holders and those by writing included.</summary>
    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>Those of them that somebody asked for.</summary>
    public IEnumerable<Claim> AskedFor => Claims.Where(claim => claim.Source is ClaimSource.Explicit);

    /// <summary>What agents announced and have not done yet, oldest first.</summary>
    public required IReadOnlyList<Announcement> Announcements { get; init; }

    /// <summary>What is written and not committed, oldest first.</summary>
    public required IReadOnlyList<UncommittedWork> Work { get; init; }

    /// <summary>Where agents get into each other's way.</summary>
    public required IReadOnlyList<Overlap> Overlaps { get; init; }

    /// <summary>Those of them that somebody has to settle: not where a merge of the worktrees was tried and went well.</summary>
    public IReadOnlyList<Overlap> Unsettled => [.. Overlaps.Where(overlap => !WouldMerge(overlap))];

    /// <summary>Where agents are at work in different files that belong together, those told last first.</summary>
    public required IReadOnlyList<RecordedMeeting> Meetings { get; init; }

    /// <summary>What merging worktrees would bring, as they are now.</summary>
    public required IReadOnlyList<Forecast> Forecasts { get; init; }

    /// <summary>What was done to others' uncommitted work in the last hour, newest first; see <see cref="Operations.OperationStore.Overwrites"/>.</summary>
    public required IReadOnlyList<Happening> Overwrites { get; init; }

    /// <summary>The agents at work in a worktree that are not known to be gone, by name.</summary>
    public IReadOnlyList<AgentName> AgentsIn(string worktree) => ForecastParties.In(worktree, LiveAgents, Work);

    /// <summary>Those of them whom a file concerns; see <see cref="ForecastParties.At"/>.</summary>
    public IReadOnlyList<AgentName> AgentsAt(string worktree, RepoPath file) => ForecastParties.At(worktree, file, [.. LiveAgents], Work);

    private IEnumerable<Agent> LiveAgents => Agents.Where(entry => entry.Live is not Liveness.Dead).Select(entry => entry.Agent);

    /// <summary>How much of this was left out; see <see cref="Shortened"/>.</summary>
    public int Left { get; init; }

    /// <summary>
    /// The same with at most so many files that are written, those written last, as many overlaps, announcements and consultations,
    /// and as many files of each announcement, consultation and forecast, for readers to whom every word costs. What somebody claimed is never left out.
    /// </summary>
    public StatusSnapshot Shortened(int most)
    {
        var written = Claims.Where(claim => claim.Work is not null).OrderByDescending(claim => claim.Work!.At).Take(most).ToHashSet();
        var work = Work.OrderByDescending(piece => piece.At).Take(most).ToHashSet();
        return this with
        {
            Claims = [.. Claims.Where(claim => claim.Work is null || written.Contains(claim))],
            Work = [.. Work.Where(work.Contains)],
            Overlaps = [.. Overlaps.Take(most)],
            Meetings = [.. Meetings.Take(most)],
            Announcements = [.. Announcements.Take(most).Select(announced => announced.Shortened(most))],
            Consultations = [.. Consultations.Take(most).Select(thread => thread.Shortened(most))],
            Forecasts = [.. Forecasts.Select(forecast => forecast with { Files = [.. forecast.Files.OrderByDescending(file => file.Conflicts).Take(most)] })],
            Left = Math.Max(0, Work.Count - most) + Math.Max(0, Overlaps.Count - most) + Math.Max(0, Meetings.Count - most)
                + Math.Max(0, Consultations.Count - most)
                + Forecasts.Sum(forecast => Math.Max(0, forecast.Files.Count - most)),
        };
    }

    /// <summary>What is to be agreed on, and what was agreed and is not done; oldest first.</summary>
    public required IReadOnlyList<Consultation> Consultations { get; init; }

    /// <summary>Who waits for what, first come first.</summary>
    public required IReadOnlyList<Waiting> Waiting { get; init; }

    /// <summary>Claims that ended by something else than release, newest first.</summary>
    public required IReadOnlyList<EndedClaim> Ended { get; init; }

    /// <summary>Agents that left or were found dead and whose names nobody has now, each name once, newest first.</summary>
    public required IReadOnlyList<Agent> Gone { get; init; }

    /// <summary>How the watcher stands.</summary>
    public required WatcherReport Watcher { get; init; }

    /// <summary>How the index of the history stands.</summary>
    public required HistoryReport History { get; init; }

    /// <summary>How many messages the one who asks has not read.</summary>
    public required int Unread { get; init; }

    private bool WouldMerge(Overlap overlap)
    {
        var worktrees = overlap.Writers.GroupBy(work => work.Worktree, StringComparer.Ordinal).ToList();
        return overlap.Claims.Count == 0
            && worktrees.TrueForAll(here => here.DistinctBy(work => work.Author!.Id).Count() == 1)
            && worktrees.SelectMany((one, at) => worktrees.Skip(at + 1).Select(other => (one.Key, other.Key)))
                .All(pair => WouldMerge(overlap.Path, pair.Item1, pair.Item2));
    }

    private bool WouldMerge(RepoPath path, string one, string other) => Forecasts
        .Where(forecast => (forecast.Worktree, forecast.Other) == (one, other) || (forecast.Worktree, forecast.Other) == (other, one))
        .SelectMany(forecast => forecast.Files)
        .Any(file => file.Path == path && !file.Conflicts);
}
