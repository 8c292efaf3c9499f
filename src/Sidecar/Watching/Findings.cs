using Sidecar.Agents;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Watching;

/// <summary>What a look at a worktree found.</summary>
/// <param name="Changes">Files that are not committed, each as it is now.</param>
/// <param name="Clean">Work on record whose file is clean again, and who made it so where that is known and git was not at work.</param>
/// <param name="ByGit">How many files git itself changed, and when the last of them; null for none.</param>
internal sealed record Findings(
    IReadOnlyList<SeenChange> Changes, IReadOnlyList<(UncommittedWork Work, Agent? By)> Clean, (int Files, DateTimeOffset At)? ByGit);
