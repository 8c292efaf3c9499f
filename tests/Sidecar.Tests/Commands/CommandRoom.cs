using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;
using Sidecar.Touches;
using Sidecar.Watch;

namespace Sidecar.Tests.Commands;

/// <summary>A real repository with a real state in which commands run inside the test's process, on its clock.</summary>
internal sealed class CommandRoom : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private SidecarState? _state;

    public CommandRoom(bool isSetUp = true)
    {
        Directory = Top;
        Environment = new Dictionary<string, string>(_repository.Environment, StringComparer.Ordinal);
        if (isSetUp)
            SidecarDatabase.Create(StateFolder);
    }

    public string Top => _repository.Folders.Worktree;

    public string Outside => _repository.Folder;

    public string StateFolder => _repository.Folders.StateFolder(_repository.Environment);

    /// <summary>Where commands are started.</summary>
    public string Directory { get; set; }

    public Dictionary<string, string> Environment { get; }

    public int? Columns { get; set; }

    public string Input { get; set; } = "";

    /// <summary>Where answers go instead of into the result.</summary>
    public TextWriter? Output { get; set; }

    public ManualTime Time { get; } = new();

    public FakeProcesses Processes { get; } = new();

    public SidecarState State => _state ??= new SidecarState(StateFolder, Processes, Time, SidecarState.Patience);

    public CommandResult Run(params string[] args) => RunAsync(args, CancellationToken.None).GetAwaiter().GetResult();

    public async Task<CommandResult> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var here = new Surroundings
        {
            Environment = Environment,
            Directory = Directory,
            Programs = AppContext.BaseDirectory,
            Output = Output ?? output,
            Error = error,
            Input = new StringReader(Input),
            Columns = Columns,
            Processes = Processes,
            Pid = System.Environment.ProcessId,
            Time = Time,
        };
        var code = await new CommandLine(here).RunAsync(args, cancellationToken);
        return new CommandResult(code, Steady(output), Steady(error));
    }

    public AgentKey Join(string name, string? session = null, string client = "test-client", string? worktree = null)
    {
        var process = Processes.Start();
        return State.Agents.Register(new Registration
        {
            Name = AgentName.Parse(name),
            Client = client,
            Session = session,
            Worktree = worktree ?? Top,
            ClientProcess = process,
            LauncherProcess = process,
        }).Key;
    }

    /// <summary>From now on commands are started by an agent's client.</summary>
    public void WorkFor(AgentKey agent) => Processes.Adopt(State.Agents.Get(agent).ClientProcess!.Value);

    /// <summary>Ends the process of an agent, without a word to anybody.</summary>
    public void Kill(AgentKey agent) => Processes.Kill(State.Agents.Get(agent).ClientProcess!.Value);

    public void Claim(AgentKey actor, string path, string reason = "", ClaimMode mode = ClaimMode.Exclusive) =>
        Assert.IsType<ClaimAnswer.Granted>(State.Claims.TryClaim(
            actor, new ClaimRequest([ClaimPattern.Parse(path, Top)], mode, reason, TimeSpan.FromMinutes(30))));

    /// <summary>An agent, or with null nobody knows who, writes a file, and the watcher sees it.</summary>
    public void Write(
        AgentKey? author, string path, Evidence evidence = Evidence.Process, TouchKind kind = TouchKind.Changed, string? worktree = null)
    {
        var authorship = author is { } key ? new Authorship(State.Agents.Get(key), evidence) : Authorship.Unknown;
        State.Touches.Record(worktree ?? Top, [Seen.Change(path, kind, Time.GetUtcNow(), authorship)]);
    }

    /// <summary>Runs git in the repository.</summary>
    public string Git(params string[] arguments) => _repository.Git(arguments);

    /// <summary>A watcher runs and sees everything in the main worktree.</summary>
    public void Watch()
    {
        State.Watcher.Begin("inotify");
        State.Watcher.SetWorktree(new WatchedWorktree(Top, WatchStage.Ready, Directories: 12) { ScannedAt = Time.GetUtcNow() });
    }

    public void Dispose()
    {
        _state?.Dispose();
        _repository.Dispose();
    }

    // What differs from run to run.
    private string Steady(StringWriter text) => text.ToString()
        .Replace(Top, "$TOP", StringComparison.Ordinal)
        .Replace(Outside, "$OUTSIDE", StringComparison.Ordinal)
        .Replace($"\"process\":{System.Environment.ProcessId},", "\"process\":$PID,", StringComparison.Ordinal);

    internal sealed record CommandResult(int Code, string Output, string Error);
}
