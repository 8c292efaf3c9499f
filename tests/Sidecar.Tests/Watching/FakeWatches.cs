using System.Collections.Concurrent;
using Sidecar.Agents;
using Sidecar.Watch;
using Sidecar.Watching;

namespace Sidecar.Tests.Watching;

/// <summary>Watches that a test lets fail, and that tell which worktrees they were opened for.</summary>
internal sealed class FakeWatches(WatcherStore store) : IWorktreeWatches
{
    private readonly ConcurrentQueue<Exception?> _failures = [];

    public string Source => "fake";

    public ConcurrentQueue<string> Opened { get; } = [];

    public ConcurrentDictionary<string, bool> Running { get; } = [];

    public int HousesKept { get; private set; }

    /// <summary>What keeping house dies of; null for nothing.</summary>
    public Exception? HouseFailure { get; set; }

    /// <summary>What the next watch that is opened dies of; null for one that ends by itself.</summary>
    public void FailNext(Exception? failure) => _failures.Enqueue(failure);

    public void Attend(IReadOnlyList<Agent> live)
    {
    }

    public IWorktreeWatch Open(string worktree)
    {
        Opened.Enqueue(worktree);
        return new Watch(this, worktree);
    }

    public void KeepHouse()
    {
        if (HouseFailure is not null)
            throw HouseFailure;
        HousesKept++;
    }

    public void Dispose()
    {
    }

    private sealed class Watch(FakeWatches all, string worktree) : IWorktreeWatch
    {
        public async Task RunAsync(CancellationToken cancellationToken)
        {
            if (all._failures.TryDequeue(out var failure))
            {
                if (failure is null)
                    return;
                throw failure;
            }

            all.Store(worktree);
            all.Running[worktree] = true;
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            all.Running.TryRemove(worktree, out _);
        }
    }

    private void Store(string worktree) => store.SetWorktree(new WatchedWorktree(worktree, WatchStage.Ready));
}
