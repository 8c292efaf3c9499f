namespace Sidecar.Repository;

/// <summary>Paths with their symbolic links followed, so that one folder has one name.</summary>
public static class RealPath
{
    // As many as Linux follows before it calls it a loop.
    private const int MaxLinks = 40;

    /// <summary>The path with every link in it followed; parts that do not exist stay as they are.</summary>
    public static string Of(string path)
    {
        var links = 0;
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)));
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        while (rest.TryPop(out var part))
        {
            var next = Path.Combine(real, part);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
                throw new IOException($"Too many symbolic links in '{path}'.");
            var followed = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(followed)!;
            foreach (var linked in Parts(followed))
                rest.Push(linked);
        }

        return real;
    }

    // Last part first, as a stack wants them.
    private static IEnumerable<string> Parts(string fullPath) => fullPath[Path.GetPathRoot(fullPath)!.Length..]
        .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
        .AsEnumerable().Reverse();
}
