using System.Buffers.Binary;

namespace Sidecar.History.Stored;

/// <summary>What tells one state of the file from every other: the file itself, and how often it was written. Cheap to read.</summary>
/// <param name="Written">When the file was written.</param>
/// <param name="Length">Its size, in bytes.</param>
/// <param name="Changes">How many transactions SQLite has counted in it.</param>
/// <param name="IsKnown">Whether it is an index of the version that this program knows.</param>
internal sealed record HistoryMark(DateTime Written, long Length, uint Changes, bool IsKnown)
{
    // Where they are in the header of every SQLite file.
    private const int ChangesAt = 24;
    private const int VersionAt = 60;
    private const int ApplicationIdAt = 68;

    /// <summary>Reads it from the bytes of the file; null where there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static HistoryMark? Read(string folder)
    {
        try
        {
            using var file = File.OpenHandle(
                HistoryFile.PathIn(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> header = stackalloc byte[ApplicationIdAt + sizeof(int)];
            var isWhole = RandomAccess.Read(file, header, fileOffset: 0) == header.Length;
            return new HistoryMark(
                File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file),
                BinaryPrimitives.ReadUInt32BigEndian(header[ChangesAt..]), isWhole && IsOurs(header));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static bool IsOurs(ReadOnlySpan<byte> header) =>
        header.StartsWith("SQLite format 3\0"u8)
        && BinaryPrimitives.ReadInt32BigEndian(header[ApplicationIdAt..]) == HistoryFile.ApplicationId
        && BinaryPrimitives.ReadInt32BigEndian(header[VersionAt..]) == HistoryFile.Version;
}
