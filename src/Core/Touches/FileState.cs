namespace Sidecar.Touches;

/// <summary>What a file was like at one moment, enough to tell later whether it was changed since.</summary>
/// <param name="Size">Its length in bytes; null where it is not there.</param>
/// <param name="Modified">Its modification time in UTC milliseconds; null where it is not there.</param>
/// <param name="Blob">The git blob id of its bytes; null where it is not there, too large or unreadable.</param>
public sealed record FileState(long? Size, long? Modified, string? Blob)
{
    /// <summary>There is no such file.</summary>
    public static readonly FileState Gone = new(null, null, null);

    /// <summary>Whether both have the same content, as far as can be told.</summary>
    public bool IsSameContent(FileState other) =>
        Size == other.Size && (Blob is not null && other.Blob is not null ? Blob == other.Blob : Modified == other.Modified);
}
