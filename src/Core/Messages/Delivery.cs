namespace Sidecar.Messages;

/// <summary>Unread messages handed to one reader, oldest first.</summary>
/// <param name="Messages">What is shown now.</param>
/// <param name="Left">How many unread ones are not shown here.</param>
public sealed record Delivery(IReadOnlyList<Message> Messages, int Left)
{
    /// <summary>How many were unread before this delivery.</summary>
    public int Unread => Messages.Count + Left;
}
