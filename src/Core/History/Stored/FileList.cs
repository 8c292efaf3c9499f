namespace Sidecar.History.Stored;

/// <summary>How lists of files are stored: by the numbers of their paths, which count from 1.</summary>
internal static class FileList
{
    // What was done to a file takes three bits of its number.
    private const int ChangeBits = 3;
    private const uint ChangeMask = (1 << ChangeBits) - 1;

    /// <summary>Stores the files of a commit, in their order.</summary>
    public static byte[] Of(IReadOnlyList<ChangedFile> files, Func<RepoPath, int> numberOf)
    {
        using var bytes = new MemoryStream(files.Count * 3);
        foreach (var file in files)
        {
            Varints.Write(bytes, ((uint)numberOf(file.Path) << ChangeBits) | (uint)file.Change);
            if (HasOrigin(file.Change))
                Varints.Write(bytes, file.From is { } from ? (uint)numberOf(from) : 0);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads them again.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static IReadOnlyList<ChangedFile> Read(ReadOnlySpan<byte> bytes, IReadOnlyList<RepoPath> paths)
    {
        var files = new List<ChangedFile>(Math.Min(bytes.Length, 64));
        for (var at = 0; at < bytes.Length;)
        {
            var entry = Varints.Read(bytes, ref at);
            var change = (CommitChange)(entry & ChangeMask);
            if (change > CommitChange.Copied)
                throw new InvalidDataException("a file has an unknown kind of change");

            var origin = HasOrigin(change) ? Varints.Read(bytes, ref at) : 0;
            files.Add(new ChangedFile(change, Path(entry >> ChangeBits, paths), origin == 0 ? null : Path(origin, paths)));
        }

        return files;
    }

    /// <summary>Stores a set of files.</summary>
    public static byte[] OfSet(IEnumerable<int> numbers)
    {
        using var bytes = new MemoryStream();
        var last = 0;
        foreach (var number in numbers.Order())
        {
            Varints.Write(bytes, (uint)(number - last));
            last = number;
        }

        return bytes.ToArray();
    }

    /// <summary>Reads it again.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IReadOnlyList<RepoPath> ReadSet(ReadOnlySpan<byte> bytes, IReadOnlyList<RepoPath> paths)
    {
        var files = new List<RepoPath>(bytes.Length);
        uint number = 0;
        for (var at = 0; at < bytes.Length;)
        {
            number += Varints.Read(bytes, ref at);
            files.Add(Path(number, paths));
        }

        return files;
    }

    private static bool HasOrigin(CommitChange change) => change is CommitChange.Renamed or CommitChange.Copied;

    private static RepoPath Path(uint number, IReadOnlyList<RepoPath> paths) =>
        number >= 1 && number <= paths.Count ? paths[(int)number - 1] : throw new InvalidDataException("a file has no path");
}
