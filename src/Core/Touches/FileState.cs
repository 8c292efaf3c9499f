using Sidecar.Repository;

namespace Sidecar.Touches;

/// <summary>What a file was like at one moment, enough to tell later whether it was changed since.</summary>
/// <param name="Size">Its length in bytes; null where it is not there.</param>
/// <param name="Modified">Its modification time in UTC milliseconds; null where it is not there.</param>
/// <param name="Blob">The git blob id of its bytes; null where it is not there, too large, unreadable, or was not asked for.</param>
public sealed record FileState(long? Size, long? Modified, string? Blob)
{
    /// <summary>There is no such file.</summary>
    public static readonly FileState Gone = new(null, null, null);

    /// <summary>Nobody saw what it was like: somebody else wrote it a moment later.</summary>
    public static readonly FileState Unseen = new(-1, null, null);

    /// <summary>Looks at a file, or a link itself, without reading its content.</summary>
    public static FileState Look(string path)
    {
        var file = new FileInfo(path);
        try
        {
            return file.Exists || file.LinkTarget is not null
                ? new FileState(file.LinkTarget?.Length ?? file.Length, new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds(), null)
                : Gone;
        }
        catch (Exception goneMeanwhile) when (goneMeanwhile is IOException or UnauthorizedAccessException)
        {
            return Gone;
        }
    }

    /// <summary>As <see cref="Look"/>, with the content's id.</summary>
    public static FileState Read(string path, BlobHash blobs)
    {
        // Looked at first: a write in between then shows as a time that is older than the content, and is looked at again.
        var seen = Look(path);
        return seen == Gone ? Gone : seen with { Blob = blobs.Of(path) };
    }

    /// <summary>Whether both have the same content, as far as can be told.</summary>
    public bool IsSameContent(FileState other) =>
        Size == other.Size && (Blob is not null && other.Blob is not null ? Blob == other.Blob : Modified == other.Modified);
}
