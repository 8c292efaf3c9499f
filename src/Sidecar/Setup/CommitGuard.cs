using Sidecar.Repository;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;

namespace Sidecar.Setup;

/// <summary>Whether commits in this worktree are guarded, as far as a quick look can tell; doctor makes sure.</summary>
/// <param name="IsInstalled">Whether git would run our hook.</param>
/// <param name="Says">What was found, in a sentence.</param>
internal sealed record CommitGuard(bool IsInstalled, string Says)
{
    /// <summary>Looks at the hook file that git would run here.</summary>
    public static CommitGuard Look(GitProcess git, RepositoryFolders folders)
    {
        try
        {
            var location = HookLocation.Find(git, folders);
            return location.Place is HookPlace.Off
                ? Missing($"Hooks are switched off here ({location.Setting}).")
                : LookAt(location);
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

    private static CommitGuard LookAt(HookLocation location)
    {
        var hook = location.File;
        if (!File.Exists(hook))
            return Missing($"There is no {hook}.");
        if (!File.ReadAllText(hook).Contains(HookBlock.Begin, StringComparison.Ordinal))
            return Missing($"{hook} does not call Sidecar.");

        // Husky reads its hooks with sh; everybody else's are programs that git starts.
        return location.Place is HookPlace.Husky || FileModes.IsExecutable(hook)
            ? new CommitGuard(true, "installed")
            : Missing($"{hook} is not executable, so git skips it.");
    }

    private static CommitGuard Missing(string says) => new(false, says);
}
