using Sidecar.Claims;

namespace Sidecar.Work;

/// <summary>One file at which agents meet before anything is committed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Writers">The uncommitted work of live agents in it, first come first.</param>
/// <param name="Claims">The exclusive claims on it that somebody asked for and that another one writes against.</param>
public sealed record Overlap(RepoPath Path, IReadOnlyList<UncommittedWork> Writers, IReadOnlyList<Claim> Claims)
{
    /// <summary>Whether those who meet work in several worktrees, and so meet only when they merge.</summary>
    public bool IsAcrossWorktrees => Writers.Select(work => work.Worktree)
        .Concat(Claims.Select(claim => claim.Holder.Worktree).Where(worktree => worktree.Length > 0))
        .Distinct(StringComparer.Ordinal)
        .Skip(1)
        .Any();
}
