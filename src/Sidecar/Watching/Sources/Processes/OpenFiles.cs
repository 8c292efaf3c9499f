using Sidecar.Agents;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>
/// Who is writing a file right now, for those to whom the system does not tell it: the agents' processes are looked at
/// while they hold the file open. Whoever was faster is not found.
/// </summary>
internal sealed class OpenFiles(AgentTrees agents, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    // At most a fifth of the time goes into looking.
    private const int PausePerLook = 4;

    private readonly Lock _gate = new();
    private Dictionary<string, Writer?> _open = new(StringComparer.Ordinal);
    private long? _lookedAt;
    private TimeSpan _took;

    /// <summary>
    /// The process of an agent that has this file open for writing, and its ancestors; null where there is none or where
    /// processes of two agents have it open.
    /// </summary>
    public Writer? WriterOf(string absolutePath)
    {
        if (agents.Clients.Count == 0)
            return null;

        lock (_gate)
        {
            if (_lookedAt is not { } before || time.GetElapsedTime(before) > Longer(Pause, _took * PausePerLook))
                Look();
            return _open.GetValueOrDefault(absolutePath);
        }
    }

    private void Look()
    {
        var begun = time.GetTimestamp();
        var snapshot = agents.Look(TimeSpan.Zero);
        var open = new Dictionary<string, (ProcessRef Client, int Pid, bool IsDoubtful)>(StringComparer.Ordinal);
        foreach (var tree in agents.Members(snapshot))
        {
            foreach (var process in tree)
            {
                foreach (var path in ProcFolder.OpenForWriting(process.Pid))
                {
                    var isDoubtful = open.TryGetValue(path, out var other) && (other.IsDoubtful || other.Client != tree.Key);
                    open[path] = (tree.Key, process.Pid, isDoubtful);
                }
            }
        }

        _open = open.ToDictionary(file => file.Key, file => file.Value.IsDoubtful ? null : Line(file.Value.Pid, snapshot), StringComparer.Ordinal);
        _lookedAt = time.GetTimestamp();
        _took = time.GetElapsedTime(begun);
    }

    private static Writer Line(int pid, ProcessSnapshot snapshot) => new([.. snapshot.LineOf(pid)
        .Select(process => new ProcessEntry(process.Process, process.ParentPid, process.Program))]);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
