using Sidecar.Agents;
using Sidecar.Repository;

namespace Sidecar.Guard;

/// <summary>What becomes of a commit, given what stands in its way. Pure.</summary>
public static class CommitRules
{
    /// <summary>The verdict where the claims are known.</summary>
    /// <param name="report">What speaks against it.</param>
    /// <param name="committer">What kind of party commits. Only humans can be let off by a setting.</param>
    /// <param name="settings">The settings of the repository.</param>
    /// <param name="isRebasing">Whether a rebase is under way.</param>
    /// <param name="overrideReason">The reason to pass, or null. A blank one is none.</param>
    public static Verdict Decide(
        GuardReport report,
        ActorKind committer,
        RepositorySettings settings,
        bool isRebasing,
        string? overrideReason)
    {
        var isHuman = committer is ActorKind.Human;
        var heard = report.Heard(settings);
        if (heard.IsEmpty || !settings.Enabled || (isHuman && settings.Humans is GuardAction.Off))
            return new Verdict.Clear();
        if (!heard.Stops(settings))
            return new Verdict.Warned(heard, Why: null);
        if (!string.IsNullOrWhiteSpace(overrideReason))
            return new Verdict.Overridden(heard, overrideReason.Trim());
        if (isRebasing)
            return new Verdict.Warned(heard, "a rebase is never broken in the middle");
        if (isHuman && settings.Humans is GuardAction.Warn)
            return new Verdict.Warned(heard, "sidecar.humans is warn");

        return new Verdict.Refused(heard);
    }

    /// <summary>The verdict where they are not known.</summary>
    public static Verdict DecideUnknown(RepositorySettings settings, string? overrideReason)
    {
        if (!settings.Enabled || settings.OnError is GuardAction.Off)
            return new Verdict.Clear();

        return new Verdict.CannotTell(settings.OnError is GuardAction.Refuse && string.IsNullOrWhiteSpace(overrideReason));
    }
}
