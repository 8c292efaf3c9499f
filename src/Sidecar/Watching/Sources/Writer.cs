using Sidecar.Agents;

namespace Sidecar.Watching.Sources;

/// <summary>The process that wrote, found when the event was read.</summary>
/// <param name="Line">
/// The process itself, then its ancestors, nearest first. One that had ended before it could be read has a start of 0 and
/// no program: only its place in the line counts.
/// </param>
internal sealed record Writer(IReadOnlyList<ProcessEntry> Line);
