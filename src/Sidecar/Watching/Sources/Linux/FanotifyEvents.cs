using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sidecar.Agents;

namespace Sidecar.Watching.Sources.Linux;

/// <summary>fanotify: for the administrator. It tells which process wrote, and its queue has no limit.</summary>
internal sealed partial class FanotifyEvents : LinuxEvents<FileHandle>
{
    // Closed on exec, not blocking, queue and marks without limit (which only an administrator gets), and events that
    // carry the directory's handle and the name.
    private const uint HowToOpen = 0x1 | 0x2 | 0x10 | 0x20 | 0x400 | 0x800;
    private const int LargeFile = 0x8000;
    private const uint Add = 0x1;
    private const uint Remove = 0x2;
    private const uint OnlyDirectory = 0x8;
    private const ulong OfItsFiles = 0x08000000;

    // struct fanotify_event_metadata, then struct fanotify_event_info_fid: its header, handle and the name.
    private const int MetadataSize = 24;
    private const int MetadataLengthAt = 6;
    private const int BitsAt = 8;
    private const int PidAt = 20;
    private const int HandleAt = 4;
    private const int HandleSizeAt = HandleAt + FileHandle.FileSystemSize;
    private const int HandleHeaderSize = 8;

    private const int MaxForks = 10_000;
    private const int ForkPauseMs = 50;

    private readonly ProcessConnector? _connector;
    private readonly ForkRecord _forks = new(MaxForks);
    private readonly ProcessFamily _family;

    // A directory of each file system, from which the others are reached by their handles.
    private readonly Dictionary<ulong, byte[]> _fileSystems = [];

    private FanotifyEvents(IHintSink sink, IProcessTable processes, TimeProvider time, SafeFileHandle queue, SafeFileHandle bell)
        : base(sink, queue, bell)
    {
        _connector = ProcessConnector.TryOpen();
        _family = new(processes, _forks, time);
        Start();
    }

    /// <inheritdoc/>
    public override string Name => "fanotify";

    /// <inheritdoc/>
    public override string LimitProblem =>
        "fanotify grants no more marks, so some changes are found late. next: sudo sysctl fs.fanotify.max_user_marks=1048576";

    /// <summary>Null where it is not permitted.</summary>
    public static FanotifyEvents? TryOpen(IHintSink sink, IProcessTable processes, TimeProvider time)
    {
        var queue = fanotify_init(HowToOpen, LargeFile);
        if (queue < 0)
            return null;

        var file = new SafeFileHandle(queue, ownsHandle: true);
        if (SystemCalls.OpenBell() is { } bell)
            return new(sink, processes, time, file, bell);

        file.Dispose();
        return null;
    }

    /// <summary>Whether the file system of this directory has handles that events can carry.</summary>
    public static bool CanWatch(string folder)
    {
        if (OsPath.Real(folder) is not { } path || fanotify_init(HowToOpen, LargeFile) is var queue && queue < 0)
            return false;

        // A queue of its own, so that nothing that is watched already loses its mark by the trial.
        using var trial = new SafeFileHandle(queue, ownsHandle: true);
        return Mark(trial, path, isTop: true, out _) == 0;
    }

    /// <inheritdoc/>
    public override int Mark(byte[] path, bool isTop, out FileHandle key)
    {
        var error = Mark(Queue, path, isTop, out key);
        if (error == 0 && isTop)
            _fileSystems[key.FileSystem] = path;
        return error;
    }

    /// <inheritdoc/>
    public override void Unmark(FileHandle key)
    {
        // By its handle, because it may have moved to where nobody knows. What cannot be unmarked tells events in vain.
        if (!_fileSystems.TryGetValue(key.FileSystem, out var any))
            return;
        using var mount = SystemCalls.OpenDirectory(any, toRead: true, out _);
        using var directory = mount is null ? null : FileHandles.Open(mount, key);
        if (directory is not null)
            _ = fanotify_mark(Queue, Remove, Bits(isTop: true), directory, Here());
    }

    /// <inheritdoc/>
    public override Writer? WriterOf(string absolutePath, int pid) => _family.Of(pid);

    /// <inheritdoc/>
    protected override void Wait(SafeFileHandle bell)
    {
        // While processes are started all the time their forks are fetched now and then, not one by one.
        if (_connector is null)
            base.Wait(bell);
        else if (_connector.Drain(_forks) > 0)
            SystemCalls.Poll([new(Queue), new(bell)], ForkPauseMs);
        else
            SystemCalls.Poll([new(Queue), new(bell), new(_connector.Socket)], milliseconds: -1);
    }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<byte> events, DirectoryBook<FileHandle> book)
    {
        // Whoever wrote was forked before it wrote.
        _connector?.Drain(_forks);
        while (events.Length >= MetadataSize)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(events);
            Take(events[..length], events[BinaryPrimitives.ReadUInt16LittleEndian(events[MetadataLengthAt..])..length], book);
            events = events[length..];
        }
    }

    /// <inheritdoc/>
    protected override void Close() => _connector?.Dispose();

    private static int Mark(SafeFileHandle queue, byte[] path, bool isTop, out FileHandle key)
    {
        key = default;
        // One open directory for all questions, so that they are about the same one.
        using var directory = SystemCalls.OpenDirectory(path, toRead: false, out var error);
        if (directory is null || (error = FileHandles.Find(directory, out key)) != 0)
            return error;
        return fanotify_mark(queue, Add | OnlyDirectory, Bits(isTop), directory, Here()) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static void Take(ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> record, DirectoryBook<FileHandle> book)
    {
        var bits = (EventBits)BinaryPrimitives.ReadUInt64LittleEndian(metadata[BitsAt..]);
        if (bits.HasFlag(EventBits.QueueOverflowed))
        {
            book.Lost("fanotify lost events: the system had no memory for them");
            return;
        }

        if (record.Length < HandleSizeAt + HandleHeaderSize)
            return;
        var nameAt = HandleSizeAt + HandleHeaderSize + BinaryPrimitives.ReadInt32LittleEndian(record[HandleSizeAt..]);
        var key = new FileHandle(record[HandleAt..nameAt].ToArray());
        var name = record[nameAt..];
        name = name[..Math.Max(name.IndexOf((byte)0), 0)];

        // A dot is the directory itself.
        if (name.Length > 0 && !name.SequenceEqual("."u8))
            book.Happened(key, name, bits, BinaryPrimitives.ReadInt32LittleEndian(metadata[PidAt..]));
        else if ((bits & EventBits.SelfGone) is not EventBits.None)
            book.SelfGone(key, bits);
    }

    private static ulong Bits(bool isTop) =>
        (ulong)(EventBits.Wanted | EventBits.IsDirectory | (isTop ? EventBits.SelfDeleted | EventBits.SelfMoved : EventBits.None))
        | OfItsFiles;

    private static byte[] Here() => [.. "."u8, 0];

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fanotify_init(uint flags, uint fileFlags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fanotify_mark(SafeFileHandle queue, uint flags, ulong bits, SafeFileHandle folder, byte[] path);
}
