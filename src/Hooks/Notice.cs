using Sidecar.Repository;
using Sidecar.Storage;

namespace Sidecar.Hooks;

/// <summary>What a hook that only takes notice works with.</summary>
internal sealed class Notice : IDisposable
{
    private Notice(RepositoryFolders folders, GitProcess git, SidecarState state, Committer committer, RepositorySettings settings)
    {
        Folders = folders;
        Git = git;
        State = state;
        Committer = committer;
        Settings = settings;
    }

    /// <summary>The worktree.</summary>
    public RepositoryFolders Folders { get; }

    /// <summary>Git, at its top.</summary>
    public GitProcess Git { get; }

    /// <summary>The shared state.</summary>
    public SidecarState State { get; }

    /// <summary>Who ran git, or edits.</summary>
    public Committer Committer { get; }

    /// <summary>The settings of the repository.</summary>
    public RepositorySettings Settings { get; }

    /// <summary>What git answers to the question that was asked from the start; null where none was.</summary>
    public RunningGit? Answer { get; private init; }

    /// <summary>Opens all that; null where Sidecar is not set up, is switched off, or can only be read.</summary>
    /// <param name="call">The call.</param>
    /// <param name="question">What git is asked meanwhile: it takes as long as everything else together.</param>
    public static Notice? Begin(HookCall call, IReadOnlyList<string>? question = null)
    {
        var folders = RepositoryFolders.Find(call.Directory, call.Environment);
        var stateFolder = folders.StateFolder(call.Environment);
        if (!SidecarDatabase.Exists(stateFolder))
            return null;

        var git = new GitProcess(folders.Worktree, call.Environment, call.TimeLeft);
        using var settingsQuery = new SettingsQuery(git);
        var answer = question is null ? null : git.Start(question);
        SidecarState? state = null;
        try
        {
            state = new SidecarState(stateFolder, call.Processes, call.Time, call.TimeLeft);
            var committer = Committer.Find(call, folders, state);
            var settings = settingsQuery.Finish();
            if (settings.Enabled && !state.Database.IsReadOnly)
                return new Notice(folders, git, state, committer, settings) { Answer = answer };
        }
        catch
        {
            Close(state, answer);
            throw;
        }

        Close(state, answer);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Close(State, Answer);

    private static void Close(SidecarState? state, RunningGit? answer)
    {
        answer?.Dispose();
        state?.Dispose();
    }
}
