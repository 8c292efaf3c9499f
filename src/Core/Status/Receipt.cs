using Sidecar.History;
using Sidecar.Watch;
using Sidecar.Work;

namespace Sidecar.Status;

/// <summary>What an answer is known from, and how fresh that is.</summary>
public record Receipt
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many claims there were that somebody asked for.</summary>
    public required int Claims { get; init; }

    /// <summary>How many files with uncommitted work there were.</summary>
    public required int Uncommitted { get; init; }

    /// <summary>How many announcements there were.</summary>
    public required int Announcements { get; init; }

    /// <summary>How many agents there were that are not known to be dead.</summary>
    public required int LiveAgents { get; init; }

    /// <summary>How the watcher stands: how fresh it all is.</summary>
    public required WatcherReport Watcher { get; init; }

    /// <summary>How the index of the history stands.</summary>
    public required HistoryReport History { get; init; }

    /// <summary>With which worktrees in use nobody knows what a merge would bring.</summary>
    public IReadOnlyList<UntriedMerge> UntriedMerges { get; init; } = [];

    /// <summary>
    /// Uncommitted work on the very files, of a person or of nobody knows whom, where the answer does not list who writes: it is
    /// no finding, for nobody can be asked about it.
    /// </summary>
    public IReadOnlyList<UncommittedWork> AlsoWritten { get; init; } = [];

    /// <summary>Why the imports of the files could not be looked at; null where they were, or did not matter.</summary>
    public string? ImportsUnread { get; init; }
}
