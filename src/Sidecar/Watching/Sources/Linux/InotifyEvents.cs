using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sidecar.Watching.Sources.Linux;

/// <summary>inotify: for everybody, one watch per directory. It does not tell who wrote.</summary>
internal sealed partial class InotifyEvents : LinuxEvents<int>
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    // Only directories, no symbolic links, and what is asked for adds up: a folder can be a root's directory as well.
    private const uint HowToWatch = 0x01000000 | 0x02000000 | 0x20000000;

    // struct inotify_event: watch, bits, cookie, length of the name, name.
    private const int HeaderSize = 16;
    private const int BitsAt = 4;
    private const int NameLengthAt = 12;

    private readonly Func<string, Writer?> _writerOf;

    private InotifyEvents(IHintSink sink, Func<string, Writer?> writerOf, SafeFileHandle queue, SafeFileHandle bell)
        : base(sink, queue, bell)
    {
        _writerOf = writerOf;
        Start();
    }

    /// <inheritdoc/>
    public override string Name => "inotify";

    /// <inheritdoc/>
    public override string LimitProblem =>
        "inotify grants no more watches, so some changes are found late. "
        + "next: sudo sysctl fs.inotify.max_user_watches=1048576";

    /// <summary>Null where the system grants no inotify instance; a user has 128 of them.</summary>
    /// <param name="sink">Who is told.</param>
    /// <param name="writerOf">Who is writing the file of this absolute path right now; null where nobody knows.</param>
    public static InotifyEvents? TryOpen(IHintSink sink, Func<string, Writer?> writerOf)
    {
        var queue = inotify_init1(CloseOnExec | NonBlocking);
        if (queue < 0)
            return null;

        var file = new SafeFileHandle(queue, ownsHandle: true);
        if (SystemCalls.OpenBell() is { } bell)
            return new(sink, writerOf, file, bell);

        file.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public override int Mark(byte[] path, bool isTop, out int key)
    {
        var bits = EventBits.Wanted | (isTop ? EventBits.SelfDeleted | EventBits.SelfMoved : EventBits.None);
        key = inotify_add_watch(Queue, OsPath.Terminated(path), (uint)bits | HowToWatch);
        return key < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    /// <inheritdoc/>
    public override void Unmark(int key) => _ = inotify_rm_watch(Queue, key);

    /// <inheritdoc/>
    public override Writer? WriterOf(string absolutePath, int pid) => _writerOf(absolutePath);

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<byte> events, DirectoryBook<int> book)
    {
        while (events.Length >= HeaderSize)
        {
            var watch = BinaryPrimitives.ReadInt32LittleEndian(events);
            var bits = (EventBits)BinaryPrimitives.ReadUInt32LittleEndian(events[BitsAt..]);
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(events[NameLengthAt..]);
            var name = events.Slice(HeaderSize, length).TrimEnd((byte)0);
            events = events[(HeaderSize + length)..];

            if (bits.HasFlag(EventBits.QueueOverflowed))
                book.Lost("inotify lost events: more happened at once than its queue holds");
            else if (bits.HasFlag(EventBits.Ignored))
                book.Ignored(watch);
            else if (name.Length > 0)
                book.Happened(watch, name, bits, pid: 0);
            else if ((bits & EventBits.SelfGone) is not EventBits.None)
                book.SelfGone(watch, bits);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int inotify_init1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int inotify_add_watch(SafeFileHandle queue, byte[] path, uint bits);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int inotify_rm_watch(SafeFileHandle queue, int watch);
}
