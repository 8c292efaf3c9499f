namespace Sidecar.Guard;

/// <summary>What the guard says to a commit.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>Nothing stands in its way, or nobody wants to hear of it.</summary>
    public sealed record Clear : Verdict;

    /// <summary>It does not happen.</summary>
    /// <param name="Findings">What stands in its way.</param>
    public sealed record Refused(IReadOnlyList<GuardFinding> Findings) : Verdict;

    /// <summary>It goes ahead, with a warning.</summary>
    /// <param name="Findings">What stands in its way.</param>
    /// <param name="Why">Why it goes ahead all the same, as a clause.</param>
    public sealed record Warned(IReadOnlyList<GuardFinding> Findings, string Why) : Verdict;

    /// <summary>It goes ahead because somebody took the responsibility.</summary>
    /// <param name="Findings">What stands in its way.</param>
    /// <param name="Reason">The reason given. Untrusted text.</param>
    public sealed record Overridden(IReadOnlyList<GuardFinding> Findings, string Reason) : Verdict;

    /// <summary>Nobody knows whether something stands in its way.</summary>
    /// <param name="Stops">Whether it does not happen for that.</param>
    public sealed record CannotTell(bool Stops) : Verdict;
}
