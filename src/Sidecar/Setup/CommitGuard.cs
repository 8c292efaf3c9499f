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
    public static CommitGuard Look(RepositoryFolders folders, IReadOnlyDictionary<string, string> environment)
    {
        var git = new GitProcess(folders.Worktree, environment);
        var answer = git.Run(["rev-parse", "--git-path", "hooks"]);
        if (!answer.Succeeded)
            return new CommitGuard(false, "Git does not say where its hooks are.");

        var hook = Path.Combine(folders.Worktree, answer.Text.TrimEnd('\n'), "pre-commit");
        try
        {
            if (!File.Exists(hook))
                return new CommitGuard(false, $"There is no {hook}.");
            if (!File.ReadAllText(hook).Contains(HookBlock.Begin, StringComparison.Ordinal))
                return new CommitGuard(false, $"{hook} does not call Sidecar.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new CommitGuard(false, $"{hook} cannot be read.");
        }

        return OperatingSystem.IsWindows() || FileModes.IsExecutable(hook)
            ? new CommitGuard(true, "installed")
            : new CommitGuard(false, $"{hook} is not executable, so git skips it.");
    }
}
