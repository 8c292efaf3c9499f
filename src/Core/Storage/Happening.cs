namespace Sidecar.Storage;

/// <summary>One row of the event log.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What, such as "claim.granted", "agent.left", "commit.refused".</param>
/// <param name="Who">Whose doing: an agent's name, "human" or "system".</param>
/// <param name="Subject">What it was about: a path, a name.</param>
/// <param name="Detail">More, in words; may be empty.</param>
public sealed record Happening(DateTimeOffset At, string Kind, string Who, string Subject, string Detail = "")
{
    /// <summary>Its number; 0 before it is recorded.</summary>
    public long Id { get; init; }
}
