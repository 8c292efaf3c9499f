namespace Sidecar.Messages;

/// <summary>What is unread, looked at without taking it.</summary>
/// <param name="Messages">The first of it, oldest first.</param>
/// <param name="Newest">The number of the newest; 0 if there is none.</param>
/// <param name="Unread">How many there are.</param>
/// <param name="BeingShown">The numbers of those that a call shows now, and that are left out here for that; it may still put them back.</param>
public sealed record Glance(IReadOnlyList<Message> Messages, long Newest, int Unread, IReadOnlyCollection<long> BeingShown);
