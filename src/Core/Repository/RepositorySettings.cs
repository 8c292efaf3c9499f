using Sidecar.Messages;

namespace Sidecar.Repository;

/// <summary>The settings <c>sidecar.*</c> of git config, over the team's defaults in the file <c>.sidecar</c>.</summary>
public sealed record RepositorySettings
{
    /// <summary>The file with the team's defaults, at the top of the worktree, in git-config format.</summary>
    public const string TeamFile = ".sidecar";

    /// <summary>False: everything is silent here (<c>sidecar.enabled</c>).</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the guard does to humans (<c>sidecar.humans</c>).</summary>
    public GuardAction Humans { get; init; } = GuardAction.Refuse;

    /// <summary>What the guard does when the state cannot be read (<c>sidecar.onError</c>).</summary>
    public GuardAction OnError { get; init; } = GuardAction.Warn;

    /// <summary>
    /// What the guard does about a path that another live agent wrote and that was not committed since
    /// (<c>sidecar.foreignWork</c>).
    /// </summary>
    public GuardAction ForeignWork { get; init; } = GuardAction.Refuse;

    /// <summary>
    /// What the guard does about content that puts a file back to what it was before another agent's commit
    /// (<c>sidecar.revert</c>).
    /// </summary>
    public GuardAction Revert { get; init; } = GuardAction.Warn;

    /// <summary>What happens where a commit took another agent's work past the guard (<c>sidecar.noVerify</c>). No hook can stop it.</summary>
    public NoVerifyAction NoVerify { get; init; } = NoVerifyAction.Record;

    /// <summary>Whether the watcher is started where it is needed (<c>sidecar.autoWatch</c>).</summary>
    public bool AutoWatch { get; init; } = true;

    /// <summary>
    /// Globs of what is not watched, besides what git ignores (<c>sidecar.exclude</c>): those of the team's file first, then
    /// those of git config. They are as they were written, and may be no good.
    /// </summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>How many commits the index of the history has at most, the newest (<c>sidecar.historyCommits</c>).</summary>
    public int HistoryCommits { get; init; } = 10_000;

    /// <summary>What reads the history (<c>sidecar.historyEngine</c>).</summary>
    public HistoryEngine HistoryEngine { get; init; } = HistoryEngine.Git;

    /// <summary>How long a claim lasts without activity (<c>sidecar.claimTtl</c>).</summary>
    public TimeSpan ClaimTtl { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How much talk is allowed (<c>sidecar.messagesPerMinute</c>, <c>sidecar.mailboxSize</c>).</summary>
    public TalkLimits Talk { get; init; } = TalkLimits.Usual;

    /// <summary>How long one round of a consultation may last (<c>sidecar.consultTtl</c>).</summary>
    public TimeSpan ConsultTtl { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether the file system ignores case (<c>core.ignorecase</c>).</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>Settings whose values could not be understood; each was left at its default.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Reads the settings that count in this worktree: one start of git, two where there is a team file.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static RepositorySettings Read(GitProcess git)
    {
        using var query = new SettingsQuery(git);
        return query.Finish();
    }
}
