using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>Which part of the message log is wanted.</summary>
/// <param name="Since">Only messages with a higher number.</param>
/// <param name="Before">Only messages with a lower number: the next page.</param>
/// <param name="With">Only those that this party sent or received.</param>
/// <param name="Search">Only those whose text or body contains this, whatever the case of ASCII letters.</param>
/// <param name="Limit">The most to return, 1 to <see cref="MaxLimit"/>.</param>
public sealed record LogQuery(
    long Since = 0, long? Before = null, AgentName? With = null, string? Search = null, int Limit = 20)
{
    /// <summary>The most messages in one answer.</summary>
    public const int MaxLimit = 200;
}
