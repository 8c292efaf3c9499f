using System.Diagnostics;
using Sidecar.Agents;
using Sidecar.Impact.Imports;

namespace Sidecar.Impact;

/// <summary>From whose place things are looked at.</summary>
/// <param name="IsMine">Whether an agent is the one who looks.</param>
/// <param name="Worktree">The worktree that one works in, absolute.</param>
/// <param name="IgnoreCase">Whether the file system ignores case (core.ignorecase).</param>
/// <param name="Files">Reads which files there are; asked only where it matters what depends on what.</param>
public sealed record Viewpoint(Func<Agent, bool> IsMine, string Worktree, bool IgnoreCase, Func<IProjectFiles> Files)
{
    /// <summary>Nobody's place: what anybody does is somebody else's. No files are read from there.</summary>
    public static Viewpoint Outside(bool ignoreCase) =>
        new(_ => false, "", ignoreCase, () => throw new UnreachableException());
}
