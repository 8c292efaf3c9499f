using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>One call that shows messages: a tool call of a server, or one run of a command.</summary>
/// <param name="Process">The process that answers it.</param>
/// <param name="Number">Which of its calls.</param>
public readonly record struct CallId(ProcessRef Process, long Number);
