namespace Sidecar.Watching.Sources.Linux;

/// <summary>What happened, in the numbers that inotify and fanotify have in common.</summary>
[Flags]
internal enum EventBits : uint
{
    None = 0,
    Modified = 0x2,
    AttributesChanged = 0x4,
    ClosedAfterWriting = 0x8,
    MovedFrom = 0x40,
    MovedTo = 0x80,
    Created = 0x100,
    Deleted = 0x200,
    SelfDeleted = 0x400,
    SelfMoved = 0x800,
    Unmounted = 0x2000,
    QueueOverflowed = 0x4000,

    /// <summary>Of inotify alone: the watch is no more.</summary>
    Ignored = 0x8000,
    IsDirectory = 0x40000000,

    /// <summary>The name is in the directory since then.</summary>
    Appeared = MovedTo | Created,

    /// <summary>The name is no longer in the directory.</summary>
    Vanished = MovedFrom | Deleted,

    /// <summary>The directory itself is no longer where it was.</summary>
    SelfGone = SelfDeleted | SelfMoved | Unmounted,

    /// <summary>What is wanted of every directory.</summary>
    Wanted = Modified | AttributesChanged | ClosedAfterWriting | Appeared | Vanished,
}
