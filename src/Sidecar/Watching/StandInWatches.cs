using Sidecar.Watch;

namespace Sidecar.Watching;

/// <summary>Watches that see nothing and say that they are ready.</summary>
internal sealed class StandInWatches(WatcherStore store) : IWorktreeWatches
{
    public string Source => "stand-in";

    public IWorktreeWatch Open(string worktree) => new StandIn(store, worktree);

    public void KeepHouse()
    {
    }

    public void Dispose()
    {
    }

    private sealed class StandIn(WatcherStore store, string worktree) : IWorktreeWatch
    {
        public Task RunAsync(CancellationToken cancellationToken)
        {
            store.SetWorktree(new WatchedWorktree(worktree, WatchStage.Ready));
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }
}
