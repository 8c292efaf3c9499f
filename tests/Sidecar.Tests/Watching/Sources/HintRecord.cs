using System.Diagnostics;
using Sidecar.Watching.Sources;

namespace Sidecar.Tests.Watching.Sources;

/// <summary>Keeps what a source tells, in words.</summary>
internal sealed class HintRecord : IHintSink
{
    // Only a broken source reaches it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly object _gate = new();
    private readonly HashSet<string> _told = [];
    private readonly Dictionary<string, Writer?> _writers = [];
    private readonly Dictionary<string, EntryChange> _changes = [];

    /// <summary>Whoever holds it keeps the source from going on.</summary>
    public object Pause { get; } = new();

    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_gate)
                return [.. _told];
        }
    }

    public void Touched(string root, string path, Writer? writer) => Add(path, writer);

    public void Rescan(string root, string why) => Add("rescan");

    public void Gone(string root) => Add("gone");

    public void FolderChanged(string folder, string name, EntryChange change)
    {
        lock (_gate)
            _changes[name] = _changes.GetValueOrDefault(name) | change;
        Add("folder:" + name);
    }

    public void FolderLost(string folder) => Add("folder lost");

    /// <summary>All that was told of an entry of a watched folder.</summary>
    public EntryChange ChangesOf(string name)
    {
        lock (_gate)
            return _changes.GetValueOrDefault(name);
    }

    /// <summary>Waits for all of these, in any order.</summary>
    public void WaitFor(params string[] hints)
    {
        var since = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (hints.Where(hint => !_told.Contains(hint)).ToList() is { Count: > 0 } missing)
            {
                var left = Patience - Stopwatch.GetElapsedTime(since);
                Assert.True(left > TimeSpan.Zero, $"not told: {string.Join(", ", missing.Take(10))}; told: {string.Join(", ", _told.Take(50))}");
                Monitor.Wait(_gate, left);
            }
        }
    }

    /// <summary>The last writer that was told for a path and was known.</summary>
    public Writer? WriterOf(string path)
    {
        lock (_gate)
            return _writers.GetValueOrDefault(path);
    }

    public void Clear()
    {
        lock (_gate)
            _told.Clear();
    }

    private void Add(string hint, Writer? writer = null)
    {
        lock (Pause)
        {
            lock (_gate)
            {
                _told.Add(hint);
                if (writer is not null)
                    _writers[hint] = writer;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
