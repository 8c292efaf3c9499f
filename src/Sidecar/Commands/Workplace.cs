using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Messages;
using Sidecar.Repository;
using Sidecar.Setup;
using Sidecar.Status;
using Sidecar.Watch;

namespace Sidecar.Commands;

/// <summary>The repository a command works in, and who works there. Each part is found when it is first asked for.</summary>
internal sealed class Workplace(Surroundings here, string directory, string? actingAs) : IDisposable
{
    // How far back status and agents tell of what ended.
    private static readonly TimeSpan Past = TimeSpan.FromHours(1);

    private SidecarState? _state;

    /// <summary>Where the repository keeps its things.</summary>
    public RepositoryFolders Folders => field ??= RepositoryFolders.Find(directory, here.Environment);

    /// <summary>Git, in this worktree.</summary>
    public GitProcess Git => field ??= new GitProcess(Folders.Worktree, here.Environment);

    /// <summary>The folder of the shared state.</summary>
    public string StateFolder => Folders.StateFolder(here.Environment);

    /// <summary>What puts Sidecar into this repository, examines it and takes it out.</summary>
    public RepositorySetup Setup => new(Folders, Git, here.Environment, Programs);

    /// <summary>The repository's settings.</summary>
    public RepositorySettings Settings => field ??= RepositorySettings.Read(Git);

    /// <summary>The shared state.</summary>
    public SidecarState State => _state ??= Open();

    /// <summary>Sees to it that somebody watches.</summary>
    public WatcherStart Watcher => field ??= new(State, Folders, here.Programs, here.Environment, here.Time);

    /// <summary>Who this process acts for.</summary>
    public Identity Identity => field ??= FindIdentity();

    /// <summary>The agent this process acts for; null for a person and for an agent that did not register.</summary>
    public Agent? Agent => Identity.Agent;

    /// <summary>
    /// Whether only a name given, or only the worktree, makes this process the agent's: who called may be a person or a script
    /// outside its session.
    /// </summary>
    public bool IsOutsider => Agent is not null && (IsOnlyNamed || IsOnlyNearby);

    /// <summary>This run of a command, as a reader of messages.</summary>
    public CallId CallId => new(State.Self, Number: 1);

    /// <summary>The status, with the unread messages of whoever this process acts for.</summary>
    /// <param name="ignoreCase">Whether the file system ignores case; decides only what overlaps.</param>
    public StatusSnapshot Snapshot(bool ignoreCase = false) =>
        new StatusQuery(State, here.Time).Read(Agent?.Name ?? AgentName.Human, Past, ignoreCase);

    /// <summary>Whether a holder is the one this process acts for.</summary>
    public bool IsMe(Agent holder) => Agent is { } me ? holder.Id == me.Id : Identity.Kind is ActorKind.Human && holder.IsHuman;

    /// <summary>The registration of the one this process acts for; null for an agent that did not register.</summary>
    public long? Me() => Agent?.Id ?? (Identity.Kind is ActorKind.Human ? State.Agents.Human().Id : null);

    /// <summary>From whose place others' work is looked at.</summary>
    public Viewpoint View => new(IsMe, Folders.Worktree, Settings.IgnoreCase, () => ProjectFiles.Read(Git));

    /// <summary>What to show to change something or to read one's own messages.</summary>
    /// <exception cref="SidecarException">It is not certain for whom this process may act.</exception>
    public AgentKey Actor()
    {
        if (Identity.Contradicts is { } owner)
        {
            throw SidecarException.Refused(
                $"This process belongs to {owner.Name} and cannot act as {Printable.Short(Identity.Name, AgentName.MaxLength)}.",
                actingAs is null ? "unset SIDECAR_AGENT" : "leave out --as");
        }

        return Identity.Kind switch
        {
            ActorKind.Agent when Agent is { } agent => State.Agents.KeyOf(agent),
            ActorKind.Human => State.Agents.KeyOfHuman(),
            _ => throw Unregistered(),
        };
    }

    /// <summary>Reads paths as git does: relative to the current directory, or absolute inside the worktree.</summary>
    public IReadOnlyList<ClaimPattern> Patterns(IReadOnlyList<string> texts) =>
        ClaimPattern.ParseAll(texts, Folders.Worktree, Folders.PrefixOf(directory));

    public void Dispose() => _state?.Dispose();

    // SIDECAR_AGENT is handed on by what an agent starts; together with the place it is enough, --as never is.
    private bool IsOnlyNamed =>
        IsNamedByEnvironment ? Identity.IsNameAlone : Identity is { Source: IdentitySource.Env, IsEvident: false };

    private bool IsNamedByEnvironment =>
        actingAs is null || string.Equals(actingAs, here.Environment.GetValueOrDefault("SIDECAR_AGENT"), StringComparison.OrdinalIgnoreCase);

    // A linked worktree is its agent's own, but people open terminals there too. What a client started bears its mark.
    private bool IsOnlyNearby => Identity.Source is IdentitySource.Worktree && ClientMarkers.Clients(here.Environment).Count == 0;

    private ProgramFolder Programs => new(here.Programs);

    private SidecarState Open()
    {
        var state = new SidecarState(StateFolder, here.Processes, here.Time, SidecarState.Patience);

        // An update may have moved the programs: whoever works here anyway puts the hooks right, at the price of a file look.
        new StaleStubs(Folders, here.Environment, Programs).TryRepairStub();
        return state;
    }

    private Identity FindIdentity() => Identity.Resolve(IdentityEvidence.Gather(
        NameGiven(), here.Environment, here.Processes, here.Pid, Folders, State.Agents));

    private string? NameGiven()
    {
        if (actingAs is not null)
            return actingAs;
        if (here.Environment.GetValueOrDefault("SIDECAR_AGENT") is not { Length: > 0 } name)
            return null;

        return AgentName.TryParse(name, out _)
            ? name
            : throw SidecarException.Usage(
                $"SIDECAR_AGENT is '{Printable.Short(name, 60)}', which cannot be an agent's name.", "unset SIDECAR_AGENT");
    }

    private SidecarException Unregistered()
    {
        var name = Printable.Short(Identity.Name, 60);
        return Identity.Source is IdentitySource.Env
            ? SidecarException.Refused(
                $"No live agent is called '{name}' here, so nobody can act as it.",
                actingAs is null ? "unset SIDECAR_AGENT, or start the agent (sidecar agents shows who is here)" : "sidecar agents")
            : SidecarException.Refused(
                $"This process belongs to a coding agent ({name}) that has not registered here, so it cannot act.",
                "start its MCP server (sidecar-mcp; 'sidecar init' adds it to the client), or name a live agent with --as");
    }
}
