using System.Runtime.InteropServices;
using LibGit2Sharp;
using Version = System.Version;

namespace Sidecar.LibGit2;

/// <summary>
/// Whether LibGit2Sharp can be used in this process, and with which libgit2. Nothing of LibGit2Sharp may be touched before
/// this was asked; where the answer is no, the git command does everything.
/// </summary>
internal sealed class GitLibrary
{
    // LibGit2Sharp is told once in a process where its library is, so whoever asks first asks for all.
    private static readonly Lock Once = new();
    private static GitLibrary? _answer;

    private GitLibrary(Version? version, string? problem)
    {
        Version = version;
        Problem = problem;
    }

    /// <summary>The libgit2 in use; null where there is none.</summary>
    public Version? Version { get; }

    /// <summary>Why there is none and what to do, in sentences; null where there is one.</summary>
    public string? Problem { get; }

    /// <summary>Loads the library, the first time.</summary>
    /// <param name="environment">This process's environment: HOME and XDG_CACHE_HOME say where the user's caches are.</param>
    public static GitLibrary Load(IReadOnlyDictionary<string, string> environment)
    {
        lock (Once)
            return _answer ??= Bundled() ?? OfTheSystem(environment);
    }

    /// <summary>An answer of no, for whoever wants the git command alone.</summary>
    internal static GitLibrary None(string problem) => new(null, problem);

    // The native library of LibGit2Sharp's own package lies beside the program, where the runtime finds it by itself.
    private static GitLibrary? Bundled() =>
        NativeLibrary.TryLoad("git2-a2bde63", typeof(GlobalSettings).Assembly, null, out var loaded)
            ? new GitLibrary(SystemLibrary.VersionOf(loaded), null)
            : null;

    private static GitLibrary OfTheSystem(IReadOnlyDictionary<string, string> environment)
    {
        if (SystemLibrary.Find() is not { } library)
        {
            return None(
                $"There is no libgit2 {SystemLibrary.GoodVersions[^1]} to {SystemLibrary.GoodVersions[0]} here, so git is "
                + "started instead, which is slower. Debian and Ubuntu: apt-get install libgit2-1.5 (or libgit2-1.7)");
        }

        try
        {
            var folder = LinkFolder.Make(environment, library.Path);
            GlobalSettings.NativeLibraryPath = folder;
            GlobalSettings.SetConfigSearchPaths(ConfigurationLevel.ProgramData, folder);
            return new GitLibrary(library.Version, null);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or TypeInitializationException
            or DllNotFoundException or EntryPointNotFoundException or LibGit2SharpException)
        {
            return None(
                $"'{library.Path}' cannot be used, so git is started instead, which is slower: "
                + Printable.Short((unusable.InnerException ?? unusable).Message, 300));
        }
    }
}
