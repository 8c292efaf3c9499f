using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Guard;
using Sidecar.Operations;
using Sidecar.Repository;
using Sidecar.Work;

namespace Sidecar.Hooks;

/// <summary>What the shared state knows that may speak against a commit; read before git is asked anything.</summary>
internal sealed class Examination
{
    // Looking each file up has its price, and a commit that puts back hundreds of files shows by its first ones.
    private const int MaxFilesForReverts = 500;
    private const int MaxReverts = 10;

    private readonly SidecarState _state;
    private readonly string _worktree;
    private readonly IReadOnlyList<Claim> _claims;
    private readonly IReadOnlyList<UncommittedWork> _work;
    private readonly bool _othersCommitted;

    private Examination(
        SidecarState state, string worktree, Committer committer, IReadOnlyList<Claim> claims, IReadOnlyList<UncommittedWork> work)
    {
        _state = state;
        _worktree = worktree;
        _claims = claims;
        _work = work;
        Committer = committer;
        _othersCommitted = state.Commits.HasOthers(committer.Name);
    }

    /// <summary>Who commits.</summary>
    public Committer Committer { get; }

    /// <summary>Whether there is nothing that any commit of this committer could collide with.</summary>
    public bool IsEmpty =>
        !_othersCommitted
        && _claims.All(claim => claim.Holder.Id == Committer.Id)
        && _work.All(piece => piece.Author is { } author && author.Id == Committer.Id);

    public static Examination Read(HookCall call, RepositoryFolders folders, SidecarState state) => state.Database.Read(_ =>
    {
        var claims = state.Claims.Active();
        return new Examination(
            state, folders.Worktree, Committer.Find(call, folders, state, claims), claims, state.Work.Open(folders.Worktree));
    });

    /// <summary>What speaks against committing these files.</summary>
    public GuardReport Of(IReadOnlyList<CommittedFile> files, GitProcess git, bool ignoreCase, DateTimeOffset now)
    {
        var paths = files.Select(file => file.Path).ToList();
        var isHuman = Committer.Kind is ActorKind.Human;
        return new GuardReport(
            Held(paths, Committer.Id, ignoreCase, now),
            _othersCommitted ? Reverts(files, git) : [],
            GuardRules.Doubts(paths, _work, Committer.Id, isHuman, OthersHere()));
    }

    /// <summary>Which files somebody else than this agent holds.</summary>
    public IReadOnlyList<GuardFinding> Held(IReadOnlyList<RepoPath> paths, long? agentId, bool ignoreCase, DateTimeOffset now) =>
        GuardRules.Check(paths, _claims, _worktree, agentId, now, ignoreCase);

    private bool OthersHere() => _work.Any(piece => piece.Author is null)
        && _state.Agents.Live().Any(agent => agent.Worktree == _worktree && agent.Id != Committer.Id);

    private List<RevertFinding> Reverts(IReadOnlyList<CommittedFile> files, GitProcess git) => files
        .Take(MaxFilesForReverts)
        .SelectMany(file => _state.Commits.Before(file, Committer.Name).Select(commit => new RevertFinding(file.Path, commit)))
        .Where(finding => IsInBranch(finding.Undone, git))
        .DistinctBy(finding => finding.Path)
        .Take(MaxReverts)
        .ToList();

    private static bool IsInBranch(RecordedCommit commit, GitProcess git) =>
        git.Run(["merge-base", "--is-ancestor", commit.Id, "HEAD"]).Succeeded;
}
