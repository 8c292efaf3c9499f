using Sidecar.LibGit2;

namespace Sidecar.Tests.LibGit2;

/// <summary>The libgit2 of this machine, where it has one.</summary>
internal static class Library
{
    public static GitLibrary Here { get; } = GitLibrary.Load(new Dictionary<string, string>
    {
        // Beside the tests, and not among the caches of whoever runs them.
        ["XDG_CACHE_HOME"] = Path.Combine(AppContext.BaseDirectory, "caches"),
    });

    /// <summary>What can answer here: "git" always, "libgit2" where it is there.</summary>
    public static TheoryData<string> Engines => Here.Version is null ? ["git"] : ["git", "libgit2"];

    /// <summary>The library, or none where the engine is git.</summary>
    public static GitLibrary For(string engine) => engine == "git" ? GitLibrary.None("no library wanted") : Here;
}
