using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Sidecar.Agents;
using Sidecar.Repository;
using Sidecar.Terminal;
using Sidecar.Watch;
using Sidecar.Watching;

namespace Sidecar.Commands;

/// <summary>Watches the repository.</summary>
internal sealed class WatchCommand : SidecarCommand
{
    private static readonly TimeSpan LongestLinger = TimeSpan.FromDays(1);
    private static readonly TimeSpan UsualLinger = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    private const int LockTries = 10;
    private const int LeastThreads = 8;

    private readonly Option<bool> _background = Inputs.Flag("--background", "As it is started by itself: silent, and on its own");
    private readonly Option<TimeSpan?> _linger =
        Inputs.Length("--linger", "End when no agent was here for so long (--background: 10m; else never)", LongestLinger);

    public WatchCommand()
        : base("watch", "Watch who changes what, until Ctrl-C (otherwise this starts by itself)")
    {
        Add(_background);
        Add(_linger);
    }

    public override IReadOnlyList<string> Examples => ["sidecar watch", "sidecar watch --linger 1h"];

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var isBackground = call.Value(_background);
        if (isBackground)
            OwnSession.Begin();
        var place = call.Workplace;
        ThrowIfImpossible(place);
        using var only = await TakeLockAsync(place.State, call.Here.Time, cancellationToken);
        if (only is null)
            return isBackground ? ExitCode.Done : throw Watched(place.State.Watcher.Read());

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var onHangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            over.Cancel();
        });
        LogFolder.Create(place.StateFolder);
        var log = new WatchLog(place.StateFolder, call.Here.Time, isBackground ? null : line => Show(call.Screen, line));
        await WatchAsync(call, log, call.Value(_linger) ?? (isBackground ? UsualLinger : null), over.Token);
        return ExitCode.Done;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The top frame of the process: what it dies of must be in the log.")]
    private static async Task WatchAsync(Invocation call, WatchLog log, TimeSpan? linger, CancellationToken cancellationToken)
    {
        var place = call.Workplace;

        // What follows the watches reads git and files as they come: nothing of that may keep a watch waiting for a thread.
        ThreadPool.SetMinThreads(LeastThreads, LeastThreads);
        try
        {
            // In the folder that all worktrees share: it is there for as long as there is anything to watch.
            var git = new GitProcess(place.Folders.CommonDirectory, call.Here.Environment);
            await using var followers = new Followers(place.State, place.Folders, call.Here.Environment, log, call.Here.Time);
            using var watches = new WorktreeWatches(place.State, call.Here.Processes, call.Here.Environment, followers, call.Here.Time);
            await new Watcher(place.State, place.Folders, git, watches, log, call.Here.Time).RunAsync(linger, cancellationToken);
        }
        catch (Exception bug)
        {
            log.Add($"process {place.State.Self.Pid} failed: {(bug is SidecarException problem ? problem.Message : bug)}");
            throw;
        }
    }

    private static void ThrowIfImpossible(Workplace place)
    {
        if (!place.Settings.Enabled)
        {
            throw SidecarException.NotSetUp(
                "Sidecar is switched off in this repository (sidecar.enabled is false).", "git config sidecar.enabled true");
        }

        if (place.State.Database.IsReadOnly)
        {
            throw SidecarException.CannotTell(
                $"The state in {place.StateFolder} can only be read here, so nothing seen could be written down.",
                "run this outside the sandbox");
        }
    }

    // Somebody who only wanted to know whether it is held may have it for a moment, or a watcher that is just ending.
    private static async Task<IDisposable?> TakeLockAsync(SidecarState state, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var left = LockTries; ; left--)
        {
            var taken = WatcherLock.TryTake(state.Database.Folder);
            if (taken is not null || left == 0 || state.Watcher.Read().Running is Liveness.Alive)
                return taken;

            await Task.Delay(LockPause, time, cancellationToken);
        }
    }

    private static SidecarException Watched(WatcherReport report) => SidecarException.Refused(
        report is { Running: not Liveness.Dead, Process.Pid: var pid }
            ? $"This repository is already watched by process {pid}."
            : "This repository is already watched by another process.",
        "sidecar stop");

    private static void Show(Screen screen, string line)
    {
        try
        {
            screen.Line(line);
        }
        catch (IOException)
        {
            // Nobody looks any more; the log has it.
        }
    }
}
