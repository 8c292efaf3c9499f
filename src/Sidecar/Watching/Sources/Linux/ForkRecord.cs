namespace Sidecar.Watching.Sources.Linux;

/// <summary>
/// Who forked whom lately, ended processes included: what wrote is often gone before its event is read. Numbered, so that
/// a pid that was given away again is not taken for its former owner.
/// </summary>
/// <param name="limit">How many of the last forks are kept.</param>
internal sealed class ForkRecord(int limit)
{
    private readonly Dictionary<int, Fork> _forks = [];
    private readonly Queue<(int Pid, long Number)> _order = new();
    private long _number;

    /// <summary>The last fork that made a process with this pid; null where it is not kept.</summary>
    public Fork? Find(int pid) => _forks.TryGetValue(pid, out var fork) ? fork : null;

    public void Add(int parent, int child)
    {
        _forks[child] = new(parent, ++_number);
        _order.Enqueue((child, _number));
        if (_order.Count > limit && _order.Dequeue() is var oldest && _forks[oldest.Pid].Number == oldest.Number)
            _forks.Remove(oldest.Pid);
    }

    /// <summary>Forks were missed: what is kept may belong to former owners of the pids.</summary>
    public void Clear()
    {
        _forks.Clear();
        _order.Clear();
    }

    /// <summary>One fork.</summary>
    /// <param name="Parent">The parent's pid at that time.</param>
    /// <param name="Number">Higher than that of every earlier fork.</param>
    public readonly record struct Fork(int Parent, long Number);
}
