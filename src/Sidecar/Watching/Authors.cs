using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Repository;
using Sidecar.Touches;

namespace Sidecar.Watching;

/// <summary>Finds out who wrote in one worktree, from how things stand when a batch is looked at.</summary>
internal sealed class Authors
{
    // Whoever wrote and ended since must not leave the credit to those who stayed.
    private static readonly TimeSpan Past = TimeSpan.FromDays(1);

    private readonly Dictionary<long, (IReadOnlyList<(Agent, bool?)> Residents, bool? HadOutsider)> _scenes = [];
    private readonly RepositoryFolders _folders;
    private readonly IActivity _activity;
    private readonly IReadOnlyList<Agent> _agents;
    private readonly IReadOnlyList<Claim> _claims;
    private readonly Agent _human;
    private readonly bool _ignoreCase;

    public Authors(SidecarState state, RepositoryFolders folders, IActivity activity, bool ignoreCase, DateTimeOffset now)
    {
        (_folders, _activity, _ignoreCase) = (folders, activity, ignoreCase);
        (_agents, _claims, _human) = state.Database.Read(_ => (
            (IReadOnlyList<Agent>)[.. state.Agents.Present().Select(present => present.Agent), .. state.Agents.Gone(now - Past)],
            state.Claims.Explicit().Where(claim => claim.IsInForce(now)).ToList(),
            state.Agents.Human()));
    }

    /// <summary>Who did what a hint told of.</summary>
    /// <param name="path">The file that differs.</param>
    /// <param name="hint">The hint, for the file or for a folder above it.</param>
    /// <param name="at">When it was written.</param>
    public Authorship Of(RepoPath path, PendingPath hint, DateTimeOffset at)
    {
        // Where the process is known nothing else is asked: that takes its time.
        if (Writer(hint) is { } writer)
            return Attribution.Decide(new WriteScene { Writer = writer });

        var (residents, hadOutsider) = Scene(hint, at);
        return Attribution.Decide(new WriteScene
        {
            Residents = residents,
            IsLinkedWorktree = _folders.IsLinkedWorktree,
            Claimants = [.. Claimants(path, at).Where(agent => _activity.WasActive(agent, hint) is not false)],
            HadOutsider = hadOutsider,
        });
    }

    /// <summary>Who did what nobody saw happen: only what holds at any moment since then counts.</summary>
    public Authorship OfUnseen(RepoPath path, DateTimeOffset at) => Attribution.Decide(new WriteScene
    {
        Residents = [.. Residents(at).Select(agent => (agent, (bool?)null))],
        IsLinkedWorktree = _folders.IsLinkedWorktree,
        Claimants = Claimants(path, at),
    });

    /// <summary>The agents other than the author that are known to have written the file just before.</summary>
    public IReadOnlyList<Agent> Also(PendingPath hint, Agent? author) =>
    [
        .. hint.Earlier.Select(writer => WriterAgent.Of(writer, _agents, _human)).OfType<Agent>()
            .Where(agent => !agent.IsHuman && agent.Id != author?.Id).DistinctBy(agent => agent.Id),
    ];

    /// <summary>Whose process it was, where the source knows it; null where it does not.</summary>
    public Agent? Writer(PendingPath hint) =>
        hint.Writer is { } writer ? WriterAgent.Of(writer, _agents, _human) : null;

    // The files of a burst were written at about the same time: they have one scene.
    private (IReadOnlyList<(Agent, bool?)> Residents, bool? HadOutsider) Scene(PendingPath hint, DateTimeOffset at)
    {
        var moment = at.ToUnixTimeMilliseconds() / 100;
        if (!_scenes.TryGetValue(moment, out var scene))
        {
            _scenes[moment] = scene = (
                [.. Residents(at).Select(agent => (agent, _activity.WasActive(agent, hint)))],
                _activity.HadOutsider(_folders.Worktree, hint));
        }

        return scene;
    }

    private IEnumerable<Agent> Residents(DateTimeOffset at) => _agents.Where(agent =>
        agent.Worktree == _folders.Worktree && agent.JoinedAt <= at && !(agent.LeftAt < at));

    // A claim holds in every worktree; whoever lives in another one wrote there.
    private List<Agent> Claimants(RepoPath path, DateTimeOffset at) => _claims
        .Where(claim => claim.Since <= at && claim.Holder.Worktree == _folders.Worktree && claim.Pattern.Matches(path, _ignoreCase))
        .Select(claim => claim.Holder)
        .DistinctBy(holder => holder.Id)
        .ToList();
}
