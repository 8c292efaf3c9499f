using Sidecar.Hooks;
using Sidecar.Repository;
using Sidecar.Setup.Files;

namespace Sidecar.Setup.GitHooks;

/// <summary>Where git looks for the hooks of one worktree.</summary>
/// <param name="Place">Whose folder that is.</param>
/// <param name="Folder">The folder, absolute.</param>
/// <param name="Setting">Where core.hooksPath is set, in words; null where it is not.</param>
internal sealed record HookLocation(HookPlace Place, string Folder, string? Setting)
{
    /// <summary>The file that our block of this hook goes into.</summary>
    public string FileOf(string hook) =>
        Path.Combine(IsStartedByHusky(hook) ? Path.GetDirectoryName(Folder)! : Folder, hook);

    /// <summary>
    /// Whether the file is read by husky's starter, which needs neither "#!" nor a mode. It has one for every hook of ours but
    /// post-index-change: that one git runs in husky's folder itself.
    /// </summary>
    public bool IsStartedByHusky(string hook) => Place is HookPlace.Husky && hook != HookName.PostIndexChange;

    /// <summary>Whether this hook, which is there, is run as it is.</summary>
    public bool Runs(string hook) => IsStartedByHusky(hook) || FileModes.IsExecutable(FileOf(hook));

    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static HookLocation Find(GitProcess git, RepositoryFolders folders)
    {
        var asked = git.Run(["rev-parse", "--git-path", "hooks"]);
        if (!asked.Succeeded)
        {
            throw SidecarException.CannotTell(
                $"Git cannot tell where the hooks of {git.Worktree} are: {Printable.OneLine(asked.Errors.Trim())}",
                $"git -C {ShellWord.Quote(git.Worktree)} rev-parse --git-path hooks");
        }

        var folder = Path.GetFullPath(asked.Text[..^1], git.Worktree);
        var configured = git.Run(["config", "--show-scope", "--show-origin", "-z", "--get", "core.hooksPath"]).Text.Split('\0');
        if (configured is not [var scope, var origin, var value, ..])
            return new HookLocation(HookPlace.Repository, folder, Setting: null);

        var setting = Printable.OneLine($"core.hooksPath={value} ({scope}, {origin})");
        return new HookLocation(PlaceOf(value, folder, git.Worktree, folders), folder, setting);
    }

    private static HookPlace PlaceOf(string value, string folder, string worktree, RepositoryFolders folders)
    {
        if (value.Length == 0 || (Path.Exists(folder) && !Directory.Exists(folder)))
            return HookPlace.Off;
        if (Folders.Contains(folders.CommonDirectory, folder))
            return HookPlace.Repository;
        if (!Folders.Contains(worktree, folder))
            return HookPlace.Outside;

        return folder.EndsWith($"{Path.DirectorySeparatorChar}.husky{Path.DirectorySeparatorChar}_", StringComparison.Ordinal)
            ? HookPlace.Husky
            : HookPlace.Worktree;
    }
}
