namespace Sidecar.Watching.Sources;

/// <summary>What FileSystemWatcher tells of one root, with what counts for nothing taken out.</summary>
internal sealed class SystemWatchedTree(IHintSink sink, string root, Func<string, bool> isLeftOut)
{
    private const string GitEntry = ".git";

    public void Changed(string? name)
    {
        if (name is null)
            return;
        var path = name.Replace(Path.DirectorySeparatorChar, '/');
        // A directory changes when an entry does, which is told by itself.
        if (IsWatched(path) && !IsRealDirectory(path))
            sink.Touched(root, path, writer: null);
    }

    public void Vanished(string? name)
    {
        if (name?.Replace(Path.DirectorySeparatorChar, '/') is { } path && IsWatched(path) && !isLeftOut(path))
            sink.Touched(root, path, writer: null);
    }

    public void Appeared(string? name)
    {
        if (name is null)
            return;
        var path = name.Replace(Path.DirectorySeparatorChar, '/');
        if (path.EndsWith("/" + GitEntry, StringComparison.Ordinal))
            sink.Touched(root, path[..^(GitEntry.Length + 1)], writer: null);
        else if (IsWatched(path))
            Tell(path);
    }

    public void Renamed(string? before, string? now)
    {
        Vanished(before);
        Appeared(now);
    }

    private void Tell(string top)
    {
        var toTell = new Stack<string>([top]);
        while (toTell.TryPop(out var path))
        {
            if (!IsRealDirectory(path))
                sink.Touched(root, path, writer: null);
            else if (!isLeftOut(path) && !Path.Exists(Absolute($"{path}/{GitEntry}")))
                NamesIn(path).ForEach(name => toTell.Push($"{path}/{name}"));
        }
    }

    private List<string> NamesIn(string path)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Absolute(path)).Select(entry => Path.GetFileName(entry))];
        }
        catch (Exception goneOrClosed) when (goneOrClosed is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // No part of the way there is left out, git's own, or another repository.
    private bool IsWatched(string path)
    {
        if (path == GitEntry || path.StartsWith(GitEntry + "/", StringComparison.Ordinal))
            return false;
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var folder = path[..slash];
            if (isLeftOut(folder) || Path.Exists(Absolute($"{folder}/{GitEntry}")))
                return false;
        }

        return true;
    }

    private bool IsRealDirectory(string path)
    {
        var entry = new DirectoryInfo(Absolute(path));
        return entry.Exists && entry.LinkTarget is null;
    }

    private string Absolute(string path) => Path.Combine(root, path);
}
