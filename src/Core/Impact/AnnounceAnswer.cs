using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Consultations;

namespace Sidecar.Impact;

/// <summary>The answer to an announcement. It is kept also where its files could not be claimed.</summary>
/// <param name="Announcement">What was announced, with what it was found to depend on.</param>
/// <param name="Claimed">What became of the claim; null where none was wanted.</param>
/// <param name="Impact">How much others' work concerns it.</param>
public sealed record AnnounceAnswer(Announcement Announcement, ClaimAnswer? Claimed, ImpactReport Impact)
{
    /// <summary>The agent's announcement in whose place this one stands; null for none.</summary>
    public Announcement? Replaced { get; init; }

    /// <summary>Where it is to be agreed with those whose work it would ruin; null where it meets nobody like that.</summary>
    public Consultation? Consultation { get; init; }

    /// <summary>Whom it meets as well and that consultation does not ask, for they are too many.</summary>
    public IReadOnlyList<AgentName> NotAsked { get; init; } = [];

    /// <summary>What nobody stood in the way of, where nothing was claimed for all that was in the way.</summary>
    public IReadOnlyList<ClaimPattern> Free => Claimed is ClaimAnswer.Refused refused
        ? [.. Announcement.Files.Except(refused.Conflicts.Select(conflict => conflict.Wanted))]
        : [];

    /// <summary>Why there is none although it meets somebody; null where there is one, or need not be. The announcement stands all the same.</summary>
    public SidecarException? NotConsulted { get; init; }

    /// <summary>Whether something was to be claimed, and was not.</summary>
    public bool IsRefused => Claimed is not null and not ClaimAnswer.Granted;
}
