using Sidecar.Agents;
using Sidecar.Guard;
using Sidecar.Storage;

namespace Sidecar.Hooks;

/// <summary>Leaves a trace of refusals and overrides in the shared state.</summary>
internal static class CommitRecord
{
    // One reason fits into the log and into a message.
    private const int MaxReason = 500;

    /// <summary>Records a refusal, if it can be: the answer holds without it.</summary>
    public static void Refused(SidecarState state, GuardedCommit commit, string committer, DateTimeOffset now) =>
        WhyNotAdded(
            state,
            new Happening(now, "commit.refused", committer, GuardText.Listed(commit.Refused), $"held by {string.Join(", ", GuardText.Holders(commit))}"));

    /// <summary>Records an override and tells each holder; returns why that was not possible, or null.</summary>
    public static string? Overridden(SidecarState state, GuardedCommit commit, string committer, string reason, DateTimeOffset now)
    {
        var shortReason = Printable.Short(reason, MaxReason);
        return WhyNotAdded(
            state,
            new Happening(now, "commit.overridden", committer, GuardText.Listed(commit.Refused), shortReason),
            [.. GuardText.Holders(commit).Select(holder => new CommitNotice(holder, GuardText.ToHolder(commit, holder, committer, shortReason)))]);
    }

    /// <summary>Records that a commit passed somebody's claims under that one's name, and tells the holder.</summary>
    public static void BorrowedName(
        SidecarState state, IReadOnlyList<RepoPath> paths, string name, AgentName evident, DateTimeOffset now) =>
        WhyNotAdded(
            state,
            new Happening(now, "commit.borrowed-name", evident.ToString(), GuardText.Listed(paths), $"as {name}"),
            new CommitNotice(
                AgentName.ParseParty(name), $"{evident} seems to have committed {GuardText.Listed(paths)} under your name (SIDECAR_AGENT={name})."));

    private static string? WhyNotAdded(SidecarState state, Happening happening, params IReadOnlyList<CommitNotice> notices)
    {
        try
        {
            new CommitLog(state.Database).Add(happening, notices);
            return null;
        }
        catch (Exception notWritten) when (notWritten is SidecarException or System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            return notWritten.Message;
        }
    }
}
