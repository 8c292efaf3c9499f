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
    /// <param name="Report">What stands in its way.</param>
    public sealed record Refused(GuardReport Report) : Verdict;

    /// <summary>It goes ahead, with a warning.</summary>
    /// <param name="Report">What speaks against it.</param>
    /// <param name="Why">Why it goes ahead although something stands in its way, as a clause; null where nothing does.</param>
    public sealed record Warned(GuardReport Report, string? Why) : Verdict;

    /// <summary>It goes ahead because somebody took the responsibility.</summary>
    /// <param name="Report">What stands in its way.</param>
    /// <param name="Reason">The reason given. Untrusted text.</param>
    public sealed record Overridden(GuardReport Report, string Reason) : Verdict;

    /// <summary>Nobody knows whether something stands in its way.</summary>
    /// <param name="Stops">Whether it does not happen for that.</param>
    public sealed record CannotTell(bool Stops) : Verdict;
}
