namespace Sidecar.Setup.Files;

/// <summary>Paths with every symbolic link on the way resolved, so that two of them can be compared.</summary>
internal static class RealPath
{
    // The limit that Linux sets to links in one path; a circle of links ends here too.
    private const int MaxLinks = 40;

    /// <summary>The path a file or folder really has. What does not exist is left as it is written.</summary>
    public static string Of(string path)
    {
        var links = 0;
        return Resolve(Path.GetFullPath(path), ref links);
    }

    /// <summary>Whether a path is the folder itself or lies below it, links resolved.</summary>
    public static bool IsInside(string path, string folder)
    {
        var relative = Path.GetRelativePath(Of(folder), Of(path));
        return relative == "."
            || (relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                && !Path.IsPathRooted(relative));
    }

    private static string Resolve(string path, ref int links)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;

        var here = Path.Combine(Resolve(parent, ref links), Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target || ++links > MaxLinks)
            return here;

        return Resolve(Path.GetFullPath(target, Path.GetDirectoryName(here)!), ref links);
    }
}
