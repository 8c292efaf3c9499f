using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;

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
        return new CommandResult(code, WithoutFolder(output), WithoutFolder(error));
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

    /// <summary>Ends the process of an agent, without a word to anybody.</summary>
    public void Kill(AgentKey agent) => Processes.Kill(State.Agents.Get(agent).ClientProcess!.Value);

    public void Claim(AgentKey actor, string path, string reason = "", ClaimMode mode = ClaimMode.Exclusive) =>
        Assert.IsType<ClaimAnswer.Granted>(State.Claims.TryClaim(
            actor, new ClaimRequest([ClaimPattern.Parse(path, Top)], mode, reason, TimeSpan.FromMinutes(30))));

    public void Dispose()
    {
        _state?.Dispose();
        _repository.Dispose();
    }

    private string WithoutFolder(StringWriter text) =>
        text.ToString().Replace(Top, "$TOP", StringComparison.Ordinal).Replace(Outside, "$OUTSIDE", StringComparison.Ordinal);

    internal sealed record CommandResult(int Code, string Output, string Error);
}
