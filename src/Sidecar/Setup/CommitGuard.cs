using Sidecar.Hooks;
using Sidecar.Repository;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;

namespace Sidecar.Setup;

/// <summary>Whether commits in this worktree are guarded, as far as a quick look can tell; doctor makes sure.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Says">What was found, in a few words or a sentence.</param>
internal sealed record CommitGuard(GuardStanding Standing, string Says)
{
    /// <summary>Whether git would run our hook.</summary>
    public bool IsInstalled => Standing is GuardStanding.Installed or GuardStanding.Off;

    /// <summary>Looks at the hook file that git would run here.</summary>
    public static CommitGuard Look(GitProcess git, RepositoryFolders folders, string stateFolder, RepositorySettings settings)
    {
        try
        {
            var location = HookLocation.Find(git, folders);
            return location.Place is HookPlace.Off
                ? Missing($"Hooks are switched off here ({location.Setting}).")
                : LookAt(location, new SetupRecord(stateFolder).IsEmptied, settings);
        }
        catch (SidecarException cannotTell)
        {
            return Missing(cannotTell.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Missing($"The hook cannot be read: {unreadable.Message}");
        }
    }

    private static CommitGuard LookAt(HookLocation location, bool wasTakenOut, RepositorySettings settings)
    {
        var hook = location.FileOf(HookName.PreCommit);
        if (!File.Exists(hook))
            return wasTakenOut ? TakenOut() : Missing($"There is no {hook}.");
        if (!File.ReadAllText(hook).Contains(HookBlock.Begin, StringComparison.Ordinal))
            return wasTakenOut ? TakenOut() : Missing($"{hook} does not call Sidecar.");

        return location.Runs(HookName.PreCommit)
            ? Working(settings)
            : Missing($"{hook} is not executable, so git skips it.");
    }

    private static CommitGuard Working(RepositorySettings settings) => settings switch
    {
        { Enabled: false } => new(GuardStanding.Off, "sidecar.enabled is false"),
        { Humans: GuardAction.Warn } => new(GuardStanding.Installed, "installed; people are only warned (sidecar.humans)"),
        { Humans: GuardAction.Off } => new(GuardStanding.Installed, "installed; people are not checked (sidecar.humans)"),
        _ => new(GuardStanding.Installed, "installed"),
    };

    private static CommitGuard TakenOut() => new(GuardStanding.TakenOut, "taken out");

    private static CommitGuard Missing(string says) => new(GuardStanding.NotWorking, says);
}
