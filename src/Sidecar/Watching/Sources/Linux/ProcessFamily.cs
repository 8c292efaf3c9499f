using Sidecar.Agents;

namespace Sidecar.Watching.Sources.Linux;

/// <summary>
/// The line of a process that may have ended already: from the forks that were told, and from the process table for those
/// that live. The table is read only when a writer is asked for, so a machine that builds costs next to nothing.
/// </summary>
internal sealed class ProcessFamily(IProcessTable processes, ForkRecord forks, TimeProvider time)
{
    // A process that writes many files is looked up once. Short, because its program changes when it starts another.
    private static readonly TimeSpan Lasting = TimeSpan.FromMilliseconds(250);

    private const int MaxRemembered = 1000;

    private readonly Dictionary<int, Known> _known = [];

    /// <summary>The process and its ancestors; null where nothing is known of it.</summary>
    public Writer? Of(int pid)
    {
        if (pid <= 0)
            return null;

        var fork = forks.Find(pid)?.Number ?? 0;
        if (_known.TryGetValue(pid, out var known) && known.Fork == fork && time.GetElapsedTime(known.Since) < Lasting)
            return known.Writer;

        if (_known.Count >= MaxRemembered)
            _known.Clear();
        var line = LineOf(pid);
        var writer = line.Count > 0 ? new Writer(line) : null;
        _known[pid] = new(writer, fork, time.GetTimestamp());
        return writer;
    }

    private List<ProcessEntry> LineOf(int pid)
    {
        var line = new List<ProcessEntry>();
        var childsFork = long.MaxValue;
        while (pid > 0 && line.Count < Lineage.Limit)
        {
            var fork = forks.Find(pid);
            // Forked after its child: the pid has another owner now, and of the former one nothing is known.
            if (fork?.Number > childsFork)
                break;

            var running = processes.Find(pid);
            if (fork is null && running is null)
                break;

            // The fork tells the parent better: a living orphan belongs to another by now.
            var parent = fork?.Parent ?? running!.ParentPid;
            line.Add(running is null
                ? new(new(pid, Started: 0), parent, "")
                : running with { ParentPid = parent });
            childsFork = fork?.Number ?? long.MaxValue;
            pid = parent;
        }

        return line;
    }

    private readonly record struct Known(Writer? Writer, long Fork, long Since);
}
