namespace Sidecar.Watching.Sources.Linux;

/// <summary>A name in a directory.</summary>
internal readonly record struct DirectoryEntry(byte[] Name, EntryKind Kind);
