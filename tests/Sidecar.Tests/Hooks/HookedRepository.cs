using System.Runtime.InteropServices;
using Sidecar.Agents;
using Sidecar.Hooks;
using Sidecar.Impact;
using Sidecar.Messages;
using Sidecar.Setup.GitHooks;
using Sidecar.Storage;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.Hooks;

/// <summary>
/// A real repository with all hooks of the real program, and a state in which ada and bob live. Both live in this very
/// process, so that only the name given tells who acts; git runs as bob.
/// </summary>
internal sealed class HookedRepository : IDisposable
{
    private readonly IProcessTable _processes = ProcessTables.ForThisSystem();

    public HookedRepository()
    {
        SidecarDatabase.Create(Scratch.Path_(".git/sidecar"));
        State = new SidecarState(Scratch.Path_(".git/sidecar"), _processes, TimeProvider.System, SidecarState.Patience);
        Register("ada");
        Register("bob");
        Scratch.Environment["SIDECAR_AGENT"] = "bob";
        Scratch.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
    }

    public ScratchRepository Scratch { get; } = new();

    public SidecarState State { get; }

    /// <summary>Installs these hooks, or all of them; what was done before went unseen.</summary>
    public HookedRepository WithHooks(params string[] names)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "sidecar-hook");
        foreach (var name in names.Length == 0 ? HookName.All : names)
            Scratch.Hook(name, HookBlock.For(name, program).WholeFile);
        return this;
    }

    /// <summary>Lets an agent write these files, and its client report that.</summary>
    public HookedRepository Wrote(string agent, params string[] paths)
    {
        foreach (var path in paths)
            Scratch.Write(path, $"{agent}'s {path}\n");
        Assert.Equal((HookExit.Proceed, ""), Report(agent, paths));
        return this;
    }

    /// <summary>What a client's edit hook says.</summary>
    public (int Code, string Text) Report(string agent, params string[] paths) =>
        Run(agent, Scratch.Top, [Touched.Name, .. paths.SelectMany(path => new[] { "--path", path })]);

    /// <summary>Calls the hook's program in this process.</summary>
    public (int Code, string Text) Run(string agent, string directory, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(Scratch.Environment, StringComparer.Ordinal) { ["SIDECAR_AGENT"] = agent };
        using var words = new StringWriter();
        var call = new HookCall(environment, directory, words, _processes, Environment.ProcessId, TimeProvider.System);
        return (HookProgram.Run(arguments, call), words.ToString());
    }

    /// <summary>Lets an agent announce these files.</summary>
    public void Announce(string agent, params string[] files) => State.Announcements.Announce(
        State.Agents.KeyOf(State.Agents.Present().Single(present => present.Agent.Name.ToString() == agent).Agent),
        new AnnouncementRequest("testing", World.Crowd.Patterns(files), [], []),
        []);

    /// <summary>The files that are announced.</summary>
    public IReadOnlyList<string> Announced() =>
        [.. State.Announcements.Active().SelectMany(announced => announced.Files).Select(file => file.Text).Order(StringComparer.Ordinal)];

    /// <summary>"author: path" of all work that has not ended.</summary>
    public IReadOnlyList<string> Work() => [.. State.Work.Open().Select(work => $"{work.Author?.Name.ToString() ?? "?"}: {work.Path}")];

    /// <summary>What an agent was told, the folder of the worktree left out, newest first.</summary>
    public IReadOnlyList<string> Told(string name) =>
    [
        .. State.Messages.Log(new LogQuery(With: AgentName.Parse(name)))
            .Select(message => message.Text.Replace(Scratch.Folders.Worktree, "HERE", StringComparison.Ordinal)),
    ];

    public IReadOnlyList<string> Operations() =>
        [.. State.Operations.Since(DateTimeOffset.UnixEpoch, 50).Select(operation => $"{operation.Who}: {operation.Command}")];

    /// <summary>Runs the command of a refusal that begins so, as it stands, in a real shell.</summary>
    public void Follow(string refusal, string start)
    {
        var command = refusal.Split('\n').Single(line => line.StartsWith($"    {start}", StringComparison.Ordinal));
        var ran = Scratch.Run("sh", ["-ec", command]);
        Assert.True(ran.Code == 0, ran.Error);
    }

    public void Dispose()
    {
        State.Dispose();
        Scratch.Dispose();
    }

    private void Register(string name) => State.Agents.Register(new Registration
    {
        Name = AgentName.Parse(name),
        Client = "test-client",
        Worktree = Scratch.Folders.Worktree,
        ClientProcess = _processes.Find(Environment.ProcessId)!.Process,
    });
}
