using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>Which part of the message log is wanted.</summary>
/// <param name="Since">Only messages with a higher number.</param>
/// <param name="Before">Only messages with a lower number: the next page.</param>
/// <param name="With">Only those that this party sent or received.</param>
/// <param name="Search">Only those in whose text or body these words stand.</param>
/// <param name="Limit">The most to return, 1 to <see cref="MaxLimit"/>; one more tells whether there are more.</param>
public sealed record LogQuery(
    long Since = 0, long? Before = null, AgentName? With = null, string? Search = null, int Limit = LogQuery.UsualLimit)
{
    /// <summary>Only those of this topic; null for all.</summary>
    public string? Topic { get; init; }

    /// <summary>How many messages an answer has where nobody says how many.</summary>
    public const int UsualLimit = 20;

    /// <summary>The most messages in one answer.</summary>
    public const int MaxLimit = 200;
}
