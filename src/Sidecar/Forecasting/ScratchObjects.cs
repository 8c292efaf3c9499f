using Sidecar.Repository;

namespace Sidecar.Forecasting;

/// <summary>
/// A bare repository in the state folder that borrows all objects of the real one: what a forecast has git or libgit2 write
/// down lands here, and nothing in the repository itself.
/// </summary>
/// <param name="repository">The real one.</param>
/// <param name="stateFolder">The state folder; whoever watches has it alone.</param>
/// <param name="environment">This process's environment.</param>
internal sealed class ScratchObjects(RepositoryFolders repository, string stateFolder, IReadOnlyDictionary<string, string> environment)
{
    // A large worktree takes its time, and nobody waits for it.
    private static readonly TimeSpan GitLimit = TimeSpan.FromSeconds(30);

    // What was in a worktree once and is no longer so lies about. Beyond this it is cheaper to begin anew.
    private const long MaxOutdatedBytes = 128L * 1024 * 1024;

    // Nothing is started but git; nothing is downloaded or kept for good.
    private static readonly string[] Quietly =
    [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.splitIndex=false", "-c", "core.safecrlf=false",
        "-c", "core.fsync=none", "-c", "core.compression=1", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
    ];

    private readonly ScratchFolder _folder = new(stateFolder);
    private readonly Outdated _outdated = new();
    private bool _isMade;

    /// <summary>The bare repository.</summary>
    public string Folder => _folder.Path;

    /// <summary>Git in a worktree: reads the worktree as ever, and writes its objects here.</summary>
    /// <param name="worktree">Where it runs.</param>
    /// <param name="index">The index it uses, by its name in <see cref="Folder"/>; null where it needs none.</param>
    public GitProcess GitIn(string worktree, string? index = null)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_OBJECT_DIRECTORY"] = Path.Combine(Folder, "objects"),
            ["GIT_ALLOW_PROTOCOL"] = "none",
            ["GIT_NO_LAZY_FETCH"] = "1",

            // The same files give the same commit, whoever looks and whenever.
            ["GIT_AUTHOR_NAME"] = "sidecar",
            ["GIT_AUTHOR_EMAIL"] = "sidecar",
            ["GIT_AUTHOR_DATE"] = "@0 +0000",
            ["GIT_COMMITTER_NAME"] = "sidecar",
            ["GIT_COMMITTER_EMAIL"] = "sidecar",
            ["GIT_COMMITTER_DATE"] = "@0 +0000",
        };
        if (index is not null)
            variables["GIT_INDEX_FILE"] = Path.Combine(Folder, index);
        return new GitProcess(worktree, environment, GitLimit).With(variables);
    }

    /// <summary>Git on the repository's commits in a folder that stands for a worktree of it, and writes its objects here.</summary>
    public GitProcess GitAside(string folder) => GitIn(folder).With(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GIT_DIR"] = repository.CommonDirectory,
        ["GIT_WORK_TREE"] = folder,
    });

    /// <summary>Runs git and hands out what it prints.</summary>
    /// <exception cref="SidecarException">It failed.</exception>
    public static string Ask(GitProcess git, IReadOnlyList<string> arguments, string input = "")
    {
        var output = Run(git, arguments, input);
        return output.Succeeded ? output.Text : throw Failed(Subcommand(arguments), output);
    }

    /// <summary>Runs git, whatever code it ends with.</summary>
    /// <exception cref="SidecarException">It cannot be started, or took too long.</exception>
    public static GitOutput Run(GitProcess git, IReadOnlyList<string> arguments, string input = "") =>
        git.Run([.. Quietly, .. arguments], input);

    /// <summary>What git complained of.</summary>
    public static SidecarException Failed(string command, GitOutput output) => SidecarException.CannotTell(
        $"'git {command}' failed: {Printable.Short(output.Errors.Trim(), 300)}", "git status");

    /// <summary>Makes it, where it is not there or has grown too large.</summary>
    /// <returns>Whether it is new: what was known of objects in it no longer counts.</returns>
    /// <exception cref="SidecarException">It cannot be made.</exception>
    public bool Renew()
    {
        if (_isMade && _outdated.Bytes <= MaxOutdatedBytes && _folder.IsThere)
            return false;

        try
        {
            _isMade = false;
            _folder.Make(Path.Combine(repository.CommonDirectory, "objects"));
            var git = new GitProcess(repository.CommonDirectory, environment, GitLimit);
            var format = git.Run(["rev-parse", "--show-object-format"]).Text.Trim();
            Ask(git, ["init", "-q", "--bare", "--template=", .. FormatOption(format), Folder]);
            _isMade = true;
            _outdated.Clear();
            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw SidecarException.CannotTell(
                $"{Folder} cannot be written: {Printable.Short(unwritable.Message, 200)}", "see that there is room on the disk");
        }
    }

    /// <summary>Takes it away, and with it all that was written for forecasts.</summary>
    /// <exception cref="IOException">Something is in use.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public void Remove() => _folder.Remove();

    /// <summary>What is uncommitted in a worktree now, and will be written down.</summary>
    public void Count(string worktree, IEnumerable<UncommittedFile> files) => _outdated.Replace(worktree, files);

    // What stands before it are options, and settings "name=value".
    private static string Subcommand(IReadOnlyList<string> arguments) =>
        arguments.First(word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal));

    // Always said: a variable of the user's can make another one the usual. A git that knows of none prints the question.
    private static string[] FormatOption(string format) => format is "sha1" or "sha256" ? [$"--object-format={format}"] : [];
}
