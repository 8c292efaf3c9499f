using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>What became of a sent message.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Recipients">Who gets it, fixed now.</param>
public sealed record Sent(long Id, IReadOnlyList<Recipient> Recipients)
{
    /// <summary>The topic it was said in; null outside of topics.</summary>
    public string? Topic { get; init; }

    /// <summary>Who of several does not get it, because too much is unread there.</summary>
    public IReadOnlyList<AgentName> Full { get; init; } = [];

    /// <summary>Whether it was sent before under the same key: nothing was sent now, and this tells of the first time.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether, in that case, something else was said the first time.</summary>
    public bool IsDifferent { get; init; }
}
