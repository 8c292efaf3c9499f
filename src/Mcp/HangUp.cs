using System.Collections.Concurrent;
using Sidecar.Agents;

namespace Sidecar.Mcp;

/// <summary>
/// The end of the connection, whatever ends it: end of input, a signal, or the death of the client or of the process
/// that started this one. Every wait listens to <see cref="Token"/>, for end of input alone cancels no call in flight.
/// </summary>
internal sealed class HangUp(IProcessTable processes, int self, TimeProvider time) : IDisposable
{
    // A client's death must be noticed within a second, on a busy machine too; and many servers look, most of them idle.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _source = new();
    private readonly ConcurrentDictionary<ProcessRef, string> _watched = [];
    private readonly int? _parent = processes.Find(self)?.ParentPid;
    private string? _why;

    /// <summary>Cancelled when the connection ends.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Why it ended, in words that follow the agent's name; the first reason counts.</summary>
    public string Why => _why ?? "its client closed the connection";

    /// <summary>Ends the connection.</summary>
    public void End(string why)
    {
        Interlocked.CompareExchange(ref _why, why, null);
        _source.Cancel();
    }

    /// <summary>Makes the death of a process the end of the connection.</summary>
    public void Watch(ProcessRef? process, string role)
    {
        if (process is { } known)
            _watched.TryAdd(known, role);
    }

    /// <summary>Looks after the watched processes until the connection ends.</summary>
    public async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(Token))
            {
                if (Death() is { } why)
                    End(why);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended for another reason.
        }
    }

    /// <summary>Whether one of the watched processes has ended, noticed yet or not: what is asked for is for nobody.</summary>
    public bool IsDeserted => Death() is not null;

    public void Dispose() => _source.Dispose();

    private string? Death()
    {
        foreach (var (process, role) in _watched)
        {
            if (processes.Check(process) is Liveness.Dead)
                return $"its {role} process {process.Pid} ended";
        }

        // When the parent changes, it has died.
        return _parent is not null && processes.Find(self) is { } now && now.ParentPid != _parent
            ? $"the process {_parent} that started its server ended"
            : null;
    }
}
