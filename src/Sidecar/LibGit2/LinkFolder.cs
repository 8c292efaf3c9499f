namespace Sidecar.LibGit2;

/// <summary>
/// A folder of this user's alone, where LibGit2Sharp finds the system's libgit2 under the name that it looks for.
/// </summary>
internal static class LinkFolder
{
    // LibGit2Sharp names the very commit of libgit2 that it was made from.
    private const string Name = "git2-a2bde63";

    /// <summary>Makes it, or makes it right. Several processes may do so at once.</summary>
    /// <param name="environment">Says where the user's caches are.</param>
    /// <param name="library">What the name is to lead to.</param>
    /// <exception cref="IOException">There is no place for it.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no place for it.</exception>
    public static string Make(IReadOnlyDictionary<string, string> environment, string library)
    {
        var folder = Path.Combine(Caches(environment), "sidecar", "libgit2");
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Link(Path.Combine(folder, Name + (OperatingSystem.IsMacOS() ? ".dylib" : ".so")), library);

        // libgit2 before 1.7 cannot read any configuration unless there is this file of it, which only Windows has.
        using (new FileStream(Path.Combine(folder, "config"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
            return folder;
    }

    private static string Caches(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.GetValueOrDefault("XDG_CACHE_HOME") is { } caches && Path.IsPathFullyQualified(caches))
            return caches;

        return environment.GetValueOrDefault("HOME") is { } home && Path.IsPathFullyQualified(home)
            ? Path.Combine(home, ".cache")
            : throw new IOException("HOME names no folder");
    }

    // Made aside and renamed, so that nobody ever finds no link.
    private static void Link(string link, string library)
    {
        if (new FileInfo(link).LinkTarget == library)
            return;

        var aside = $"{link}.{Guid.NewGuid():n}";
        File.CreateSymbolicLink(aside, library);
        File.Move(aside, link, overwrite: true);
    }
}
