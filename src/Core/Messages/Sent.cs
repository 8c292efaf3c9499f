namespace Sidecar.Messages;

/// <summary>What became of a sent message.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Recipients">Who gets it, fixed now.</param>
public sealed record Sent(long Id, IReadOnlyList<Recipient> Recipients);
