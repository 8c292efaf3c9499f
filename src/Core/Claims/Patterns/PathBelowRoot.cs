namespace Sidecar.Claims.Patterns;

/// <summary>Finds out which path from a root an absolute path means, by name or through symbolic links.</summary>
internal static class PathBelowRoot
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    private static readonly StringComparer Names = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        ? StringComparer.OrdinalIgnoreCase
        : StringComparer.Ordinal;

    /// <summary>The segments below the root, none for the root itself; null if the path is outside.</summary>
    /// <param name="path">The segments of an absolute path, without "." and "..".</param>
    /// <param name="root">The root, absolute.</param>
    public static IReadOnlyList<string>? Find(IReadOnlyList<string> path, string root)
    {
        var top = Split(root).ToList();
        if (IsBelow(path, top))
            return [.. path.Skip(top.Count)];

        var links = 0;
        var realTop = new List<string>();
        top.ForEach(segment => Enter(realTop, segment, ref links));
        links = 0;
        var real = new List<string>();
        for (var i = 0; i < path.Count; i++)
        {
            Enter(real, path[i], ref links);
            // What is behind the root is git's to name: a link in there is not followed.
            if (IsBelow(real, realTop))
                return [.. real.Skip(realTop.Count), .. path.Skip(i + 1)];
        }

        return null;
    }

    private static bool IsBelow(IReadOnlyList<string> path, List<string> top) =>
        path.Count >= top.Count && path.Take(top.Count).SequenceEqual(top, Names);

    private static void Enter(List<string> folder, string segment, ref int links)
    {
        if (segment == "..")
        {
            folder.RemoveRange(Math.Max(0, folder.Count - 1), Math.Min(1, folder.Count));
            return;
        }

        folder.Add(segment);
        if (links >= MaxLinks || LinkTarget(folder) is not { } target)
            return;

        links++;
        folder.RemoveAt(folder.Count - 1);
        if (Path.IsPathRooted(target))
            folder.Clear();
        foreach (var part in Split(target))
            Enter(folder, part, ref links);
    }

    private static string? LinkTarget(List<string> path)
    {
        try
        {
            return new FileInfo((OperatingSystem.IsWindows() ? "" : "/") + string.Join('/', path)).LinkTarget;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Not known to lead inside, so it counts as outside and is refused.
            return null;
        }
    }

    private static IEnumerable<string> Split(string path) =>
        (OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path).Split('/').Where(part => part is not ("" or "."));
}
