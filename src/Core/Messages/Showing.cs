using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>An unread message that some call has taken to show it.</summary>
/// <param name="Message">Its number.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Host">Where.</param>
/// <param name="Process">The process whose call took it.</param>
internal readonly record struct Showing(long Message, DateTimeOffset At, string Host, ProcessRef Process);
