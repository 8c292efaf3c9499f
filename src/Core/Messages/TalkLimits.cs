namespace Sidecar.Messages;

/// <summary>How much talk is allowed.</summary>
/// <param name="PerMinute">The most messages of one sender in one minute.</param>
/// <param name="Mailbox">The most unread messages of one recipient.</param>
public sealed record TalkLimits(int PerMinute, int Mailbox)
{
    /// <summary>What holds where nothing else is set.</summary>
    public static readonly TalkLimits Usual = new(PerMinute: 60, Mailbox: 10_000);
}
