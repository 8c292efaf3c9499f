using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Consultations;
using Sidecar.Impact.Imports;
using Sidecar.Messages;

namespace Sidecar.Impact;

/// <summary>
/// Takes an announcement: keeps it and claims what it is about, both or neither, says whose work it concerns, and where that is a
/// conflict opens a consultation.
/// </summary>
public sealed class Announcing(SidecarState state, TimeProvider time)
{
    // Of those that a wide announcement meets, the strongest.
    private const int MostFiles = 20;

    private readonly ImpactQuery _query = new(state, time);

    /// <summary>Does it.</summary>
    /// <param name="actor">Who announces.</param>
    /// <param name="request">What.</param>
    /// <param name="claim">What to claim for it, all or nothing; null for nothing.</param>
    /// <param name="seenBy">From whose place others' work is looked at.</param>
    /// <param name="consultTtl">How long a round of a consultation may last.</param>
    /// <param name="limits">How much talk is allowed: a consultation is opened with a message.</param>
    /// <exception cref="SidecarException">It is no announcement, or nobody may claim that; nothing was stored.</exception>
    public AnnounceAnswer Announce(
        AgentKey actor, AnnouncementRequest request, ClaimRequest? claim, Viewpoint seenBy, TimeSpan consultTtl, TalkLimits limits)
    {
        request.Check();
        claim?.Check();
        // Also where nobody else is at work: whoever comes later is to know what this depends on, in whichever worktree.
        var project = new ProjectLook(seenBy.Files, state.Imports);
        var found = project.Dependencies(request.Files);
        var (replaced, claimed, announcement) = state.Database.Write(connection => (
            state.Announcements.Active().FirstOrDefault(earlier => earlier.Agent.Id == actor.Id),
            claim is null ? null : state.Claims.TryClaim(connection, actor, claim, seenBy.IgnoreCase),
            state.Announcements.Announce(connection, actor, request, found)));

        // Only now: of two who announce at the same time, the later one at least sees the other.
        var mine = new Undertaking(announcement.Files, announcement.DependsOn, announcement.Symbols);
        var impact = _query.Read(mine, seenBy, project);
        var answer = new AnnounceAnswer(announcement, claimed, impact) { Replaced = replaced };
        try
        {
            return Consult(actor, request.Intent, impact, seenBy.IgnoreCase, consultTtl, limits) is var (thread, notAsked)
                ? answer with { Consultation = thread, NotAsked = notAsked }
                : answer;
        }
        catch (SidecarException notOpened)
        {
            // What was announced and claimed stands and must be told.
            return answer with { NotConsulted = notOpened };
        }
    }

    private ConflictThread? Consult(
        AgentKey actor, string intent, ImpactReport impact, bool ignoreCase, TimeSpan ttl, TalkLimits limits)
    {
        var conflicts = impact.Findings.Where(finding => finding.Score >= ImpactRules.ConflictFrom).ToList();
        if (conflicts.Count == 0)
            return null;

        var files = conflicts.Select(finding => finding.Path).Distinct(StringComparer.Ordinal).Take(MostFiles);
        return state.Consultations.OpenOnConflict(
            actor, [.. conflicts.Select(finding => finding.Agent.Id).Distinct()],
            new ConsultationRequest([], intent, [.. files.Select(ClaimPattern.FromStored)], ConsultationCause.Conflict, ttl), ignoreCase, limits);
    }
}
