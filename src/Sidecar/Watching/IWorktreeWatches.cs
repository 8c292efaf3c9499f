using Sidecar.Agents;

namespace Sidecar.Watching;

/// <summary>Opens the watches of a repository's worktrees, which may share what tells them of changes.</summary>
internal interface IWorktreeWatches : IDisposable
{
    /// <summary>What tells of changes, such as "inotify".</summary>
    string Source { get; }

    /// <summary>A watch of the worktree with this top folder, not running yet. Called again after one failed.</summary>
    IWorktreeWatch Open(string worktree);

    /// <summary>Who lives now. Called every second or so, from one thread.</summary>
    void Attend(IReadOnlyList<Agent> live);

    /// <summary>Clears away what is too old to matter. Called every hour, from one thread.</summary>
    void KeepHouse();
}
