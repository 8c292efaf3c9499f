namespace Sidecar.Repository;

/// <summary>Looks for the repository around a folder the way git does.</summary>
internal static class FolderSearch
{
    private const string Pointer = "gitdir:";

    public static RepositoryFolders Run(string directory, IReadOnlyDictionary<string, string> environment)
    {
        try
        {
            if (!Directory.Exists(directory))
                throw SidecarException.NotSetUp($"There is no folder '{Shown(directory)}'.", "go to a folder of your repository");

            var (worktree, gitDirectory) = Variable(environment, "GIT_DIR") is { } given
                ? Told(given, directory, environment)
                : Searched(RealPath.Of(directory));
            if (worktree == gitDirectory)
                throw Bare(gitDirectory);
            return new RepositoryFolders(worktree, gitDirectory, Common(gitDirectory, directory, environment));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw SidecarException.CannotTell(
                $"The repository around '{Shown(directory)}' cannot be read: {Shown(unreadable.Message)}",
                "look at the permissions of the folder and of its .git");
        }
    }

    private static (string Worktree, string GitDirectory) Told(
        string given, string directory, IReadOnlyDictionary<string, string> environment)
    {
        var path = Path.GetFullPath(given, directory);
        var gitDirectory = RealPath.Of(KindOf(path) is Found.File ? Follow(path) : path);
        if (!IsGitDirectory(gitDirectory))
        {
            throw SidecarException.NotSetUp(
                $"GIT_DIR is '{Shown(given)}', and that is no git directory seen from '{Shown(directory)}'.", "unset GIT_DIR");
        }

        // Without GIT_WORK_TREE git takes the current directory, and it runs hooks at the top of the worktree.
        var worktree = Variable(environment, "GIT_WORK_TREE") is { } top ? Path.GetFullPath(top, directory) : directory;
        return (RealPath.Of(worktree), gitDirectory);
    }

    private static (string Worktree, string GitDirectory) Searched(string directory)
    {
        for (var at = directory; at is not null; at = Path.GetDirectoryName(at))
        {
            var dotGit = Path.Combine(at, ".git");
            var kind = KindOf(dotGit);
            if (kind is Found.File)
                return (at, Pointed(dotGit));
            if (kind is Found.Directory && IsGitDirectory(RealPath.Of(dotGit)))
                return (at, RealPath.Of(dotGit));
            if (IsGitDirectory(at) && KindOf(Path.Combine(at, "objects")) is Found.Directory)
                throw IsInDotGit(at) ? Inside(at) : Bare(at);
        }

        throw SidecarException.NotSetUp(
            $"'{Shown(directory)}' is not inside a git repository.", "go to your repository, or make one here: git init");
    }

    private static string Pointed(string dotGit)
    {
        var target = RealPath.Of(Follow(dotGit));
        return IsGitDirectory(target)
            ? target
            : throw SidecarException.NotSetUp(
                $"'{Shown(dotGit)}' points to '{Shown(target)}', and no git directory is there.",
                "where the repository was moved: git worktree repair");
    }

    private static string Follow(string file)
    {
        var text = File.ReadAllText(file).TrimEnd('\r', '\n');
        return text.StartsWith(Pointer, StringComparison.Ordinal)
            ? Path.GetFullPath(text[Pointer.Length..].TrimStart(' '), Path.GetDirectoryName(file)!)
            : throw SidecarException.NotSetUp(
                $"'{Shown(file)}' does not say where the git directory is (\"gitdir: PATH\").", "git worktree repair");
    }

    // A linked worktree names the shared directory in a file; a submodule is a repository of its own and does not.
    private static string Common(string gitDirectory, string directory, IReadOnlyDictionary<string, string> environment)
    {
        if (Variable(environment, "GIT_COMMON_DIR") is { } given)
            return RealPath.Of(Path.GetFullPath(given, directory));

        var file = Path.Combine(gitDirectory, "commondir");
        return KindOf(file) is Found.File
            ? RealPath.Of(Path.GetFullPath(File.ReadAllText(file).TrimEnd('\r', '\n'), gitDirectory))
            : gitDirectory;
    }

    // A linked worktree's directory has its own HEAD, and borrows objects and refs.
    private static bool IsGitDirectory(string path) =>
        KindOf(Path.Combine(path, "HEAD")) is Found.File
        && (KindOf(Path.Combine(path, "commondir")) is Found.File || KindOf(Path.Combine(path, "refs")) is Found.Directory);

    private static bool IsInDotGit(string path) => path.Split(Path.DirectorySeparatorChar).Contains(".git", StringComparer.Ordinal);

    private static SidecarException Inside(string at)
    {
        var worktree = at[..at.LastIndexOf(".git", StringComparison.Ordinal)];
        return SidecarException.NotSetUp(
            $"'{Shown(at)}' is the git directory itself: no files to work on here.",
            $"cd {ShellWord.Quote(worktree.TrimEnd(Path.DirectorySeparatorChar))}");
    }

    private static SidecarException Bare(string at) => SidecarException.NotSetUp(
        $"'{Shown(at)}' is a bare repository: no files to work on here.",
        "go to a worktree of it, or make one: git worktree add PATH");

    // Unlike File.Exists this throws where it may not look, so that "no right to see it" is not taken for "not there".
    private static Found KindOf(string path)
    {
        try
        {
            return File.GetAttributes(path).HasFlag(FileAttributes.Directory) ? Found.Directory : Found.File;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return Found.Nothing;
        }
    }

    private static string? Variable(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private static string Shown(string text) => Printable.Short(text, 300);

    private enum Found
    {
        Nothing,
        File,
        Directory,
    }
}
