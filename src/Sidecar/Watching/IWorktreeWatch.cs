namespace Sidecar.Watching;

/// <summary>The watching of one worktree.</summary>
internal interface IWorktreeWatch
{
    /// <summary>
    /// Watches until cancelled, and lets go of everything then. Tells how it stands by <see cref="Watch.WatcherStore.SetWorktree"/>.
    /// Where it throws, or ends by itself, a new one is opened a little later.
    /// </summary>
    Task RunAsync(CancellationToken cancellationToken);
}
