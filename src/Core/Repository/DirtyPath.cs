using Sidecar.Touches;

namespace Sidecar.Repository;

/// <summary>A path that is not as it was committed.</summary>
/// <param name="Path">The path.</param>
/// <param name="Kind">What is the matter, seen from HEAD to the worktree.</param>
/// <param name="WorktreeDiffers">Whether the worktree differs from the index; true for what is untracked or unmerged.</param>
/// <param name="IndexDiffers">Whether the index differs from HEAD; true for what is unmerged.</param>
/// <param name="HeadBlob">Its object in HEAD ("ours" where it is unmerged); null where it has none.</param>
/// <param name="IndexBlob">Its object in the index; null where it has none, also where it was added with --intent-to-add.</param>
public sealed record DirtyPath(
    RepoPath Path, DirtyKind Kind, bool WorktreeDiffers, bool IndexDiffers, string? HeadBlob, string? IndexBlob)
{
    /// <summary>What happened to the file, given what it is like now.</summary>
    public TouchKind TouchKind(FileState state) =>
        // What cannot be opened by its name may well be there: then git knows it better.
        state == FileState.Gone && (Kind is DirtyKind.Deleted || !Path.HasLostBytes) ? Touches.TouchKind.Deleted
        : Kind is DirtyKind.Untracked or DirtyKind.Added ? Touches.TouchKind.Created
        : Touches.TouchKind.Changed;
}
