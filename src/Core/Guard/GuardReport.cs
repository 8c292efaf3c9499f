using Sidecar.Claims;
using Sidecar.Repository;
using Sidecar.Work;

namespace Sidecar.Guard;

/// <summary>What speaks against a commit.</summary>
/// <param name="Held">Files that a live agent claims, or has uncommitted work in.</param>
/// <param name="Reverts">Files that would be put back to what they were before somebody else's commit.</param>
/// <param name="Doubts">Uncommitted work in its files of which nobody knows whose it is, or whose author is gone, or a person.</param>
public sealed record GuardReport(
    IReadOnlyList<GuardFinding> Held, IReadOnlyList<RevertFinding> Reverts, IReadOnlyList<UncommittedWork> Doubts)
{
    /// <summary>Nothing does.</summary>
    public static readonly GuardReport Nothing = new([], [], []);

    /// <summary>Whether nothing does.</summary>
    public bool IsEmpty => Held.Count == 0 && Reverts.Count == 0 && Doubts.Count == 0;

    /// <summary>Without what the settings want to hear nothing of.</summary>
    public GuardReport Heard(RepositorySettings settings) => new(
        settings.ForeignWork is GuardAction.Off ? [.. Held.Where(IsClaimed)] : Held,
        settings.Revert is GuardAction.Off ? [] : Reverts,
        settings.ForeignWork is GuardAction.Off ? [] : Doubts);

    /// <summary>Whether there is something in it for which the settings want a commit stopped.</summary>
    public bool Stops(RepositorySettings settings) =>
        Held.Any(finding => settings.ForeignWork is GuardAction.Refuse || IsClaimed(finding))
        || (settings.Revert is GuardAction.Refuse && Reverts.Count > 0);

    private static bool IsClaimed(GuardFinding finding) => finding.Claim.Source is not ClaimSource.Observed;
}
