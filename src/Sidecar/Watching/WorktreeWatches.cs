using Sidecar.Agents;
using Sidecar.LibGit2;
using Sidecar.Repository;
using Sidecar.Watching.Sources;
using Sidecar.Watching.Sources.Processes;

namespace Sidecar.Watching;

/// <summary>The watches of a repository's worktrees, over one source of events.</summary>
internal sealed class WorktreeWatches : IWorktreeWatches
{
    // The first status of a large worktree with a cold cache takes its time, and nobody waits for it.
    private static readonly TimeSpan GitLimit = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly SidecarState _state;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly Followers _followers;
    private readonly TimeProvider _time;
    private readonly AgentTrees? _trees;
    private readonly SampledActivity _activity;
    private readonly Hints _hints;
    private readonly IFileEvents _events;
    private readonly Interval _baseline;

    /// <param name="state">The shared state.</param>
    /// <param name="processes">The process table.</param>
    /// <param name="environment">This process's environment.</param>
    /// <param name="followers">Who is told what happens in them.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SidecarException">The source of events that was asked for does not work here.</exception>
    public WorktreeWatches(
        SidecarState state, IProcessTable processes, IReadOnlyDictionary<string, string> environment, Followers followers, TimeProvider time)
    {
        (_state, _environment, _followers, _time) = (state, environment, followers, time);
        _trees = OperatingSystem.IsLinux() ? new AgentTrees(new ProcessSnapshots(time)) : null;
        _activity = new SampledActivity(_trees is null ? null : new AgentActivity(_trees, time), time);
        _baseline = new Interval(TimeSpan.FromSeconds(20), time);
        _hints = new Hints(_activity);
        var open = _trees is null ? null : new OpenFiles(_trees, time);
        _events = FileEvents.Open(
            _hints, processes, path => open?.WriterOf(path), time, environment.GetValueOrDefault(FileEvents.Variable));
    }

    public string Source => _events.Name;

    public IWorktreeWatch Open(string worktree)
    {
        var folders = RepositoryFolders.Find(worktree, NoVariables);
        var git = new GitProcess(folders.Worktree, _environment, GitLimit);
        return new WorktreeWatch(_state, folders, git, _events, _hints, _activity, GitLibrary.Load(_environment), _followers, _time);
    }

    public void Attend(IReadOnlyList<Agent> live)
    {
        if (_trees is null)
            return;

        // To say later that somebody was idle one must have looked before: whenever somebody comes or goes, and now and then.
        var clients = live.Select(agent => agent.ClientProcess).OfType<ProcessRef>().ToHashSet();
        var isSame = clients.SetEquals(_trees.Clients);
        _trees.Clients = clients;
        if (!isSame || (clients.Count > 0 && _baseline.IsOver()))
            _activity.Sample();
    }

    public void KeepHouse()
    {
        _state.Touches.Prune();
        _state.Meetings.Prune();
        _state.Announcements.Prune();
    }

    public void Dispose() => _events.Dispose();
}
