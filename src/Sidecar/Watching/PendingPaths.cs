using Sidecar.Watching.Sources;

namespace Sidecar.Watching;

/// <summary>
/// What waits to be looked at in one worktree. Hints come on the source's thread and are folded per path, so that it never
/// holds more than there are paths; one reader takes what has become quiet.
/// </summary>
internal sealed class PendingPaths(TimeProvider time) : IDisposable
{
    /// <summary>How long a path must be left alone before it is looked at: a save is several events.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    /// <summary>How long a path that is never left alone may wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _arrived = new(0, 1);

    // Guards all fields below.
    private readonly Lock _gate = new();
    private readonly Dictionary<RepoPath, PendingPath> _paths = [];
    private readonly GitWindows _git = new(time);
    private string? _rescan;
    private string? _end;
    private long? _gitMovedAt;
    private long _toldAt;

    /// <summary>Something happened to a path.</summary>
    public void Add(RepoPath path, Writer? writer)
    {
        lock (_gate)
        {
            var now = _toldAt = time.GetTimestamp();
            _paths[path] = _paths.TryGetValue(path, out var known)
                ? known.Again(now, writer)
                : new PendingPath(path, now, now, writer);
        }

        Ring();
    }

    /// <summary>Something was lost: everything must be looked at.</summary>
    public void Rescan(string why)
    {
        lock (_gate)
            _rescan ??= why;
        Ring();
    }

    /// <summary>Nothing more can come: whoever takes is told why.</summary>
    public void End(string why)
    {
        lock (_gate)
            _end ??= why;
        Ring();
    }

    /// <summary>Something moved in git's folder, such as HEAD.</summary>
    public void GitMoved() => MoveGit(() => { });

    /// <summary>Git takes the index: <see cref="GitWindows"/>.</summary>
    public void GitLocked() => MoveGit(_git.Locked);

    /// <summary>Git lets go of the index and wrote none.</summary>
    public void GitLetGo() => MoveGit(_git.LetGo);

    /// <summary>Git wrote the index.</summary>
    public void GitWroteIndex() => MoveGit(_git.WroteIndex);

    /// <summary>Puts back what could not be looked at yet.</summary>
    public void Return(Batch batch)
    {
        lock (_gate)
        {
            foreach (var path in batch.Paths)
            {
                _paths[path.Path] = _paths.TryGetValue(path.Path, out var newer)
                    ? path.Again(newer)
                    : path;
            }

            _rescan ??= batch.Rescan;
            if (batch.GitMoved)
                _gitMovedAt ??= time.GetTimestamp();
        }
    }

    /// <summary>Waits until something is there, and then until some of it is quiet.</summary>
    public async Task<Batch> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (batch, wait) = Take();
            if (batch is not null)
                return batch;
            if (wait is { } pause)
                await Task.Delay(pause, time, cancellationToken);
            else
                await _arrived.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => _arrived.Dispose();

    private (Batch? Batch, TimeSpan? Wait) Take()
    {
        lock (_gate)
        {
            if (_end is not null)
                throw SidecarException.CannotTell(_end, "git worktree list");

            var quiet = _paths.Values.Where(IsDue).ToList();
            var gitMoved = _gitMovedAt is { } moved && time.GetElapsedTime(moved) >= Quiet;
            if (quiet.Count == 0 && _rescan is null && !gitMoved)
                return (null, NextDue());

            quiet.ForEach(path => _paths.Remove(path.Path));
            var paths = quiet.Select(path => path with { DuringGit = _git.Cover(path.FirstAt, path.LastAt) });
            var batch = new Batch([.. paths], _rescan, gitMoved, IsToldOfGit: !(_git.IsOpen && IsBeingTold()));
            _rescan = null;
            if (gitMoved)
                _gitMovedAt = null;
            return (batch, null);
        }
    }

    // What is long silent has told everything: an event may have been lost.
    private bool IsBeingTold() => time.GetElapsedTime(_toldAt) < Silence;

    private void MoveGit(Action move)
    {
        lock (_gate)
        {
            move();
            _gitMovedAt = _toldAt = time.GetTimestamp();
        }

        Ring();
    }

    private bool IsDue(PendingPath path) => time.GetElapsedTime(path.LastAt) >= Quiet || time.GetElapsedTime(path.FirstAt) >= Longest;

    private TimeSpan? NextDue()
    {
        TimeSpan? next = _gitMovedAt is { } moved ? Quiet - time.GetElapsedTime(moved) : null;
        if (_paths.Count > 0)
        {
            var path = Quiet - time.GetElapsedTime(_paths.Values.Min(pending => pending.LastAt));
            next = next < path ? next : path;
        }

        // A timer counts whole milliseconds, and must not be asked to fire at once for ever.
        return next is { } wait ? TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds))) : null;
    }

    private void Ring()
    {
        try
        {
            _arrived.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody rang already and nobody has looked yet.
        }
        catch (ObjectDisposedException)
        {
            // A late event after the watch ended.
        }
    }
}
