using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Operations;
using Sidecar.Repository;
using Sidecar.Touches;

namespace Sidecar.Watching;

/// <summary>Finds out who wrote in one worktree, from how things stand when a batch is looked at.</summary>
internal sealed class Authors
{
    // Before such a command ended, nothing that it wrote differs from HEAD or the index: what does was written by somebody.
    private static readonly string[] LeavesClean = ["switch", "reset", "clean", "commit", "rebase"];

    private readonly SidecarState _state;
    private readonly RepositoryFolders _folders;
    private readonly IActivity _activity;
    private readonly IReadOnlyList<Agent> _live;
    private readonly IReadOnlyList<Claim> _claims;
    private readonly Agent _human;
    private readonly bool _ignoreCase;

    public Authors(SidecarState state, RepositoryFolders folders, IActivity activity, bool ignoreCase, DateTimeOffset now)
    {
        (_state, _folders, _activity, _ignoreCase) = (state, folders, activity, ignoreCase);
        (_live, _claims, _human) = state.Database.Read(_ => (
            state.Agents.Live(),
            state.Claims.Active().Where(claim => claim.Source is ClaimSource.Explicit && claim.IsInForce(now)).ToList(),
            state.Agents.Human()));
    }

    /// <summary>Who did what a hint told of.</summary>
    /// <param name="path">The file that differs.</param>
    /// <param name="hint">The hint, for the file or for a folder above it.</param>
    /// <param name="at">When it was written.</param>
    public Authorship Of(RepoPath path, PendingPath hint, DateTimeOffset at) => Attribution.Decide(new WriteScene
    {
        // While one agent's git holds the index another one can write a file: its own process says so.
        Reported = hint.DuringGit && (hint.Writer is null || WriterAgent.IsGit(hint.Writer)) ? WhoRanGit(at) : null,
        Writer = Writer(hint),
        Residents = [.. Residents(at).Select(agent => (agent, _activity.WasActive(agent, hint)))],
        IsLinkedWorktree = _folders.IsLinkedWorktree,
        Claimants = Claimants(path, at),
        HadOutsider = _activity.HadOutsider(_folders.Worktree, hint),
    });

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
        .. hint.Earlier.Select(writer => WriterAgent.Of(writer, _live, _human)).OfType<Agent>()
            .Where(agent => !agent.IsHuman && agent.Id != author?.Id).DistinctBy(agent => agent.Id),
    ];

    /// <summary>Whose process it was, where the source knows it; null where it does not.</summary>
    public Agent? Writer(PendingPath hint) =>
        hint.Writer is { } writer ? WriterAgent.Of(writer, _live, _human) : null;

    private IEnumerable<Agent> Residents(DateTimeOffset at) =>
        _live.Where(agent => agent.Worktree == _folders.Worktree && agent.JoinedAt <= at);

    private List<Agent> Claimants(RepoPath path, DateTimeOffset at) => _claims
        .Where(claim => claim.Since <= at && !claim.Pattern.IsResource && !claim.Holder.IsHuman && claim.Pattern.Matches(path, _ignoreCase))
        .Select(claim => claim.Holder)
        .DistinctBy(holder => holder.Id)
        .ToList();

    private Agent? WhoRanGit(DateTimeOffset at)
    {
        var operation = _state.Operations.Around(_folders.Worktree, at);
        return operation is null || Array.Exists(LeavesClean, command => operation.Command.StartsWith(command, StringComparison.Ordinal))
            ? null
            : _live.FirstOrDefault(agent => agent.Id == operation.AgentId);
    }
}
