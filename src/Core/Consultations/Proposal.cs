namespace Sidecar.Consultations;

/// <summary>What one party proposes to all.</summary>
/// <param name="Text">Its words.</param>
/// <param name="By">The registration of the party.</param>
/// <param name="At">When.</param>
public sealed record Proposal(string Text, long By, DateTimeOffset At)
{
    /// <summary>The message that told the others of it; null until it is stored.</summary>
    public long? Message { get; init; }
}
