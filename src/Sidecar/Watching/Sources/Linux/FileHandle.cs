namespace Sidecar.Watching.Sources.Linux;

/// <summary>A directory as fanotify names it: the file system's id, then struct file_handle.</summary>
internal readonly struct FileHandle(byte[] bytes) : IEquatable<FileHandle>
{
    /// <summary>The length of the file system's id.</summary>
    public const int FileSystemSize = 8;

    private readonly byte[] _bytes = bytes;

    /// <summary>The file system it is on.</summary>
    public ulong FileSystem => BitConverter.ToUInt64(_bytes);

    /// <summary>struct file_handle.</summary>
    public byte[] Handle => _bytes[FileSystemSize..];

    public bool Equals(FileHandle other) => _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => obj is FileHandle other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }
}
