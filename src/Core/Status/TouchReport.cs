using Sidecar.Operations;
using Sidecar.Touches;
using Sidecar.Watch;

namespace Sidecar.Status;

/// <summary>Who changed what, and what git itself did meanwhile.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Touches">The touches, newest first.</param>
/// <param name="Operations">The operations of git among them, newest first; none where only some paths were asked for.</param>
/// <param name="Watcher">How the watcher stands: without it nothing new comes.</param>
public sealed record TouchReport(
    DateTimeOffset At, IReadOnlyList<Touch> Touches, IReadOnlyList<Operation> Operations, WatcherReport Watcher);
