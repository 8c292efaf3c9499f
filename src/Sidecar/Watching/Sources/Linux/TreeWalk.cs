namespace Sidecar.Watching.Sources.Linux;

/// <summary>
/// Watches a directory and all below it. Each directory is watched first and read then: what is created in between is told
/// twice, and never not at all.
/// </summary>
/// <param name="directories">Where the watched ones are kept.</param>
/// <param name="marks">Sets the watches.</param>
/// <param name="problems">What could not be watched.</param>
/// <param name="found">Told every file that is there; null where the caller wants to hear of none.</param>
internal sealed class TreeWalk<TKey>(
    MarkedDirectories<TKey> directories, IDirectoryMarks<TKey> marks, ProblemList problems, Action<WatchedRoot, string>? found)
    where TKey : notnull
{
    /// <summary>The entry that makes a directory a repository.</summary>
    public const string GitEntry = ".git";

    private readonly Stack<WatchedDirectory<TKey>> _toVisit = new();

    /// <summary>False where the system grants no more watches: what is below was not looked at then.</summary>
    public bool Visit(WatchedDirectory<TKey> start)
    {
        _toVisit.Push(start);
        while (_toVisit.TryPop(out var directory))
        {
            var path = directory.OsPath();
            switch (marks.Mark(path, isTop: directory.Parent is null, out var key))
            {
                case 0:
                    directories.Add(directory, key);
                    problems.Clear(directory.Root.Name, directory.Path);
                    Look(directory, path);
                    break;
                case SystemCalls.NoSpace:
                    return false;
                case SystemCalls.NoEntry:
                    break; // Gone again.
                case SystemCalls.NotADirectory or SystemCalls.TooManyLinks:
                    found?.Invoke(directory.Root, directory.Path);
                    break;
                case var error:
                    problems.Add(directory.Root.Name, directory.Path, Unwatched(directory, error));
                    break;
            }
        }

        return true;
    }

    private void Look(WatchedDirectory<TKey> directory, byte[] path)
    {
        // It vanished meanwhile, which its parent tells; or it may be watched and not listed.
        if (DirectoryListing.Read(path) is not { } entries)
            return;
        if (directory.Parent is not null && entries.Any(entry => entry.Name.AsSpan().SequenceEqual(".git"u8)))
        {
            directories.Remove(directory);
            found?.Invoke(directory.Root, directory.Path);
            return;
        }

        foreach (var entry in entries)
            Look(directory, entry);
    }

    private void Look(WatchedDirectory<TKey> directory, DirectoryEntry entry)
    {
        var name = OsPath.Text(entry.Name);
        if (name == GitEntry)
            return;
        if (entry.Kind is EntryKind.Other)
            found?.Invoke(directory.Root, directory.PathOf(name));
        else if (!directory.Root.IsLeftOut(directory.PathOf(name)))
            _toVisit.Push(directory.Below(entry.Name, name));
    }

    private static string Unwatched(WatchedDirectory<TKey> directory, int error)
    {
        var path = directory.Root.Absolute(directory.Path);
        var why = error is SystemCalls.AccessDenied or SystemCalls.NotPermitted
            ? "it may not be read" : $"the system refuses it with error {error}";
        return $"{path} and what is below it is not watched because {why}. next: chmod u+rx '{path}', or leave it out with sidecar.exclude";
    }
}
