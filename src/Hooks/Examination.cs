using Sidecar.Claims;
using Sidecar.Guard;
using Sidecar.Operations;
using Sidecar.Repository;
using Sidecar.Work;

namespace Sidecar.Hooks;

/// <summary>What the shared state knows that may speak against a commit; whether there is anything is read before git is asked.</summary>
internal sealed class Examination
{
    // Looking each file up has its price, and a commit that puts back hundreds of files shows by its first ones.
    private const int MaxFilesForReverts = 500;
    private const int MaxReverts = 10;

    // Each is a start of git.
    private const int MaxCommitsForReverts = 20;

    private readonly SidecarState _state;
    private readonly string _worktree;
    private readonly IReadOnlyList<Claim> _claims;
    private readonly bool _hasOthersWork;
    private readonly bool _othersCommitted;

    private Examination(SidecarState state, string worktree, Committer committer)
    {
        _state = state;
        _worktree = worktree;
        _claims = state.Claims.Explicit();
        _hasOthersWork = state.Work.HasOthers(worktree, committer.Id);
        _othersCommitted = state.Commits.HasOthers(committer.Name);
        Committer = committer;
    }

    /// <summary>Who commits.</summary>
    public Committer Committer { get; }

    /// <summary>Whether there is nothing that any commit of this committer could collide with.</summary>
    public bool IsEmpty => !_othersCommitted && !_hasOthersWork && _claims.All(claim => claim.Holder.Id == Committer.Id);

    public static Examination Read(HookCall call, RepositoryFolders folders, SidecarState state) =>
        state.Database.Read(_ => new Examination(state, folders.Worktree, Committer.Find(call, folders, state)));

    /// <summary>What speaks against committing these files.</summary>
    public GuardReport Of(
        IReadOnlyList<CommittedFile> files, GitProcess git, OngoingOperation operation, bool ignoreCase, DateTimeOffset now)
    {
        var paths = files.Select(file => file.Path).ToList();
        var work = _hasOthersWork ? _state.Work.On(_worktree, paths, ignoreCase) : [];
        var isHuman = Committer.Kind is Agents.ActorKind.Human;
        var othersHere = work.Any(piece => piece.Author is null) && AreOthersHere();
        return new GuardReport(
            GuardRules.Check(
                paths, [.. _claims, .. ObservedClaim.Of(work.Where(piece => GuardRules.Bars(piece, isHuman)))], _worktree, Committer.Id, now,
                ignoreCase),
            _othersCommitted && !operation.IsReverting ? Reverts(files, git) : [],
            GuardRules.Doubts(paths, work, Committer.Id, isHuman, othersHere));
    }

    /// <summary>Which files somebody else than this agent holds.</summary>
    public IReadOnlyList<GuardFinding> Held(IReadOnlyList<RepoPath> paths, long agentId, bool ignoreCase, DateTimeOffset now) =>
        GuardRules.Check(
            paths, [.. _claims, .. ObservedClaim.Of(_state.Work.On(_worktree, paths, ignoreCase))], _worktree, agentId, now, ignoreCase);

    private bool AreOthersHere() => _state.Agents.Live().Any(agent => agent.Worktree == _worktree && agent.Id != Committer.Id);

    private List<RevertFinding> Reverts(IReadOnlyList<CommittedFile> files, GitProcess git)
    {
        var inBranch = new Dictionary<string, bool>(StringComparer.Ordinal);
        return files
            .Take(MaxFilesForReverts)
            .SelectMany(file => _state.Commits.Before(file, Committer.Name).Select(commit => new RevertFinding(file.Path, commit)))
            .Where(finding => IsInBranch(finding.Undone.Id))
            .DistinctBy(finding => finding.Path)
            .Take(MaxReverts)
            .ToList();

        bool IsInBranch(string commit)
        {
            if (!inBranch.TryGetValue(commit, out var known))
            {
                known = inBranch.Count < MaxCommitsForReverts && git.Run(["merge-base", "--is-ancestor", commit, "HEAD"]).Succeeded;
                inBranch[commit] = known;
            }

            return known;
        }
    }
}
