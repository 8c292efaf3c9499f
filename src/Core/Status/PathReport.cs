using Sidecar.History;
using Sidecar.Watch;

namespace Sidecar.Status;

/// <summary>What is known about paths, and what that is known from.</summary>
public sealed record PathReport
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One answer per path, in the order asked for.</summary>
    public required IReadOnlyList<PathCheck> Paths { get; init; }

    /// <summary>How many claims there were that somebody asked for.</summary>
    public required int Claims { get; init; }

    /// <summary>How many files with uncommitted work there were.</summary>
    public required int Uncommitted { get; init; }

    /// <summary>How many agents there were that are not known to be dead.</summary>
    public required int LiveAgents { get; init; }

    /// <summary>How the watcher stands: how fresh it all is.</summary>
    public required WatcherReport Watcher { get; init; }

    /// <summary>How the index of the history stands.</summary>
    public required HistoryReport History { get; init; }

    /// <summary>Whether somebody else holds one of them, or has uncommitted work in it.</summary>
    public bool IsConflict => Paths.Any(path => path.IsConflict);
}
