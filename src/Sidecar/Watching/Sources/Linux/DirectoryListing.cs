using System.Runtime.InteropServices;

namespace Sidecar.Watching.Sources.Linux;

/// <summary>What is in a directory, names as bytes, without asking for each file what it is.</summary>
internal static unsafe partial class DirectoryListing
{
    // struct dirent of 64-bit Linux, the same in glibc and musl: inode, offset, length, kind, name.
    private const int KindAt = 18;
    private const int NameAt = 19;

    /// <summary>The names but "." and ".."; null where the directory cannot be read.</summary>
    public static IReadOnlyList<DirectoryEntry>? Read(ReadOnlySpan<byte> path)
    {
        var stream = opendir(OsPath.Terminated(path));
        if (stream == 0)
            return null;

        try
        {
            var entries = new List<DirectoryEntry>();
            while (readdir(stream) is var entry && entry is not null)
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameAt);
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                    entries.Add(new(name.ToArray(), KindOf(entry[KindAt])));
            }

            return entries;
        }
        finally
        {
            _ = closedir(stream);
        }
    }

    private static EntryKind KindOf(byte kind) => kind switch
    {
        (byte)EntryKind.Unknown => EntryKind.Unknown,
        (byte)EntryKind.Directory => EntryKind.Directory,
        _ => EntryKind.Other,
    };

    [LibraryImport("libc")]
    private static partial nint opendir(byte[] path);

    [LibraryImport("libc")]
    private static partial byte* readdir(nint stream);

    [LibraryImport("libc")]
    private static partial int closedir(nint stream);
}
