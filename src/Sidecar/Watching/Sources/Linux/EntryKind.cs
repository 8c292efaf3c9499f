namespace Sidecar.Watching.Sources.Linux;

/// <summary>What a directory says of a name in it.</summary>
internal enum EntryKind
{
    /// <summary>The file system does not say.</summary>
    Unknown = 0,

    /// <summary>A directory.</summary>
    Directory = 4,

    /// <summary>Anything else: a file, a symbolic link, whatever that leads to.</summary>
    Other = 8,
}
