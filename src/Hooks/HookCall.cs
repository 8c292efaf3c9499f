using Sidecar.Agents;
using Sidecar.Repository;
using Sidecar.Storage;

namespace Sidecar.Hooks;

/// <summary>One call of a hook: everything it learns from outside, read once.</summary>
/// <param name="Environment">The environment that git gave it.</param>
/// <param name="Directory">Where git started it: the top of the worktree.</param>
/// <param name="Error">Where words for the user go. Git shows a hook's standard error as it is.</param>
/// <param name="Processes">The operating system's processes.</param>
/// <param name="Pid">This process.</param>
/// <param name="Time">The clock.</param>
internal sealed record HookCall(
    IReadOnlyDictionary<string, string> Environment,
    string Directory,
    TextWriter Error,
    IProcessTable Processes,
    int Pid,
    TimeProvider Time)
{
    // What git needs at the least, however much of the time was lost on something else.
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(250);

    private readonly long _startedAt = Time.GetTimestamp();

    /// <summary>What git gave the hook, its name left out.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What git pipes into the hook: nothing, except into post-rewrite.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>The moment it is now.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>The reason to pass the guard once, or null. May be blank, which does not count.</summary>
    public string? OverrideReason => Environment.GetValueOrDefault("SIDECAR_OVERRIDE");

    /// <summary>Where below the worktree's top the user stands: "" or "src/api/".</summary>
    public string Prefix => Environment.GetValueOrDefault("GIT_PREFIX") ?? "";

    /// <summary>Whether git made an index for this commit only, as it does for "-a" and "-- PATH".</summary>
    public bool HasTemporaryIndex => Environment.GetValueOrDefault("GIT_INDEX_FILE")?.EndsWith(".lock", StringComparison.Ordinal) ?? false;

    /// <summary>What is left of the time that a commit may be held up by waits.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            var left = SidecarState.HookPatience - Time.GetElapsedTime(_startedAt);
            return left > LeastTime ? left : LeastTime;
        }
    }

    /// <summary>Finds the repository and its state folder; null where Sidecar was not set up, so that there is nothing to do.</summary>
    /// <exception cref="SidecarException">There is no repository here, or it cannot be read.</exception>
    public (RepositoryFolders Folders, string StateFolder)? FindState()
    {
        var folders = RepositoryFolders.Find(Directory, Environment);
        var stateFolder = folders.StateFolder(Environment);
        return SidecarDatabase.Exists(stateFolder) ? (folders, stateFolder) : null;
    }
}
