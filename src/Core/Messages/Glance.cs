namespace Sidecar.Messages;

/// <summary>What is unread, looked at without taking it.</summary>
/// <param name="Messages">The first of it, oldest first.</param>
/// <param name="Newest">The number of the newest; 0 if there is none.</param>
/// <param name="Unread">How many there are.</param>
public sealed record Glance(IReadOnlyList<Message> Messages, long Newest, int Unread);
