using System.Buffers.Binary;

namespace Sidecar.Storage;

/// <summary>Whether a folder bears Sidecar's mark: a database whose header says that it is one of ours.</summary>
public static class StateMark
{
    private const int ApplicationIdAt = 68;

    /// <summary>Whether its state.db says so. False where there is none, or where it cannot be read.</summary>
    /// <remarks>Read from the bytes: a database that is damaged further on still tells whose it is.</remarks>
    public static bool IsOn(string folder)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, StateFile.Name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> header = stackalloc byte[ApplicationIdAt + sizeof(int)];
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
                && header.StartsWith("SQLite format 3\0"u8)
                && BinaryPrimitives.ReadInt32BigEndian(header[ApplicationIdAt..]) == Schema.ApplicationId;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
