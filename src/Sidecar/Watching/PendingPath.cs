using Sidecar.Watching.Sources;

namespace Sidecar.Watching;

/// <summary>A path of which hints came, not looked at yet.</summary>
/// <param name="Path">The path; of a folder that vanished or moved, all below it is meant.</param>
/// <param name="FirstAt">When the first hint came; a timestamp of the clock that is never set.</param>
/// <param name="LastAt">When the last hint came; as <paramref name="FirstAt"/>.</param>
/// <param name="Writer">Who did it last, as far as the source knows.</param>
/// <param name="DuringGit">Whether git was changing the worktree at every hint.</param>
internal sealed record PendingPath(RepoPath Path, long FirstAt, long LastAt, Writer? Writer, bool DuringGit);
