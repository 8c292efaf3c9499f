using Sidecar.Agents.Processes;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>All processes at one moment, at the cost of one pass over /proc. For several threads.</summary>
/// <remarks>
/// Between whole passes only processes that are new are read: what is asked for most, who has just been started, stays
/// exact, and an orphan stays with who started it for a little longer than the kernel keeps it there.
/// </remarks>
internal sealed class ProcessSnapshots
{
    private static readonly TimeSpan WholePass = TimeSpan.FromSeconds(1);

    private readonly Func<int, LinuxStat?> _read;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private Dictionary<int, LinuxStat> _processes = [];
    private ProcessSnapshot _current = new(new Dictionary<int, LinuxStat>());
    private long? _wholeSince;
    private long _since;

    /// <summary>The processes of this system; none are ever seen where it is not Linux.</summary>
    public ProcessSnapshots(TimeProvider time)
    {
        _time = time;
        _read = OperatingSystem.IsLinux() ? new LinuxProcessTable().ReadStat : _ => null;
    }

    /// <summary>Reads one process anew; null where it is gone or hidden.</summary>
    public LinuxStat? Read(int pid) => _read(pid);

    /// <summary>The processes as they were at most this long ago.</summary>
    public ProcessSnapshot Current(TimeSpan atMostOld)
    {
        lock (_gate)
        {
            if (_wholeSince is null || _time.GetElapsedTime(_since) > atMostOld)
                Pass();
            return _current;
        }
    }

    private void Pass()
    {
        if (_wholeSince is not { } whole || _time.GetElapsedTime(whole) > WholePass)
        {
            _processes = [];
            _wholeSince = _time.GetTimestamp();
        }

        var now = new Dictionary<int, LinuxStat>(_processes.Count);
        foreach (var pid in OperatingSystem.IsLinux() ? ProcFolder.Pids() : [])
        {
            if (_processes.TryGetValue(pid, out var known) || (_read(pid) is { } read && (known = read) == read))
                now[pid] = known;
        }

        _processes = now;
        _current = new(now);
        _since = _time.GetTimestamp();
    }
}
