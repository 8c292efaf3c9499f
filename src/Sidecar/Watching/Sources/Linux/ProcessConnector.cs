using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sidecar.Watching.Sources.Linux;

/// <summary>The kernel's process connector, which tells every fork to those who may administer the network.</summary>
internal sealed partial class ProcessConnector : IDisposable
{
    private const int Netlink = 16;
    private const int Datagram = 2 | 0x800 | 0x80000; // Not blocking, closed on exec.
    private const int ConnectorProtocol = 11;
    private const int SocketLevel = 1;
    private const int ReceiveBufferForce = 33;
    private const int BufferSize = 4 * 1024 * 1024;

    // CN_IDX_PROC, which is also its multicast group; PROC_CN_MCAST_LISTEN; PROC_EVENT_FORK.
    private const int ProcessEvents = 1;
    private const int Listen = 1;
    private const int ForkEvent = 1;

    // struct nlmsghdr, then struct cn_msg, then struct proc_event: what, processor, time, and the four pids of a fork.
    private const int DoneMessage = 3;
    private const int ConnectorAt = 16;
    private const int EventAt = 36;
    private const int ParentAt = EventAt + 20;
    private const int ChildThreadAt = EventAt + 24;
    private const int ChildAt = EventAt + 28;
    private const int ForkSize = EventAt + 32;

    private ProcessConnector(SafeFileHandle socket) => Socket = socket;

    /// <summary>Readable when there were forks.</summary>
    public SafeFileHandle Socket { get; }

    /// <summary>Null where the system does not allow it.</summary>
    public static ProcessConnector? TryOpen()
    {
        if (socket(Netlink, Datagram, ConnectorProtocol) is var number && number < 0)
            return null;

        var file = new SafeFileHandle(number, ownsHandle: true);
        // struct sockaddr_nl: family, padding, port (the kernel chooses), groups.
        ReadOnlySpan<byte> address = [Netlink, 0, 0, 0, 0, 0, 0, 0, ProcessEvents, 0, 0, 0];
        _ = setsockopt(file, SocketLevel, ReceiveBufferForce, BufferSize, sizeof(int));
        // The second says that forks are enough; kernels before 6.6 take only the first.
        if (bind(file, address, address.Length) == 0 && Ask(file, [Listen]) && Ask(file, [Listen, ForkEvent]))
            return new(file);

        file.Dispose();
        return null;
    }

    /// <summary>Takes in all forks up to now; returns how many messages there were.</summary>
    public int Drain(ForkRecord forks)
    {
        Span<byte> message = stackalloc byte[256];
        var count = 0;
        while (true)
        {
            var length = SystemCalls.Read(Socket, message);
            if (length == -SystemCalls.NoBuffers)
                forks.Clear();
            else if (length <= 0)
                return count;
            else if (length >= ForkSize)
                Take(message, forks);
            count++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Socket.Dispose();

    private static void Take(ReadOnlySpan<byte> message, ForkRecord forks)
    {
        var child = BinaryPrimitives.ReadInt32LittleEndian(message[ChildAt..]);
        // A new thread is told as a fork too.
        if (BinaryPrimitives.ReadUInt32LittleEndian(message[EventAt..]) == ForkEvent
            && child == BinaryPrimitives.ReadInt32LittleEndian(message[ChildThreadAt..]))
        {
            forks.Add(BinaryPrimitives.ReadInt32LittleEndian(message[ParentAt..]), child);
        }
    }

    private static bool Ask(SafeFileHandle file, ReadOnlySpan<int> words)
    {
        var content = MemoryMarshal.AsBytes(words);
        Span<byte> message = stackalloc byte[EventAt + content.Length];
        message.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteInt16LittleEndian(message[4..], DoneMessage);
        BinaryPrimitives.WriteInt32LittleEndian(message[ConnectorAt..], ProcessEvents);
        BinaryPrimitives.WriteInt32LittleEndian(message[(ConnectorAt + 4)..], ProcessEvents);
        BinaryPrimitives.WriteInt16LittleEndian(message[(ConnectorAt + 16)..], (short)content.Length);
        content.CopyTo(message[EventAt..]);
        return send(file, message, message.Length, 0) == message.Length;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int bind(SafeFileHandle socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsockopt(SafeFileHandle socket, int level, int option, in int value, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(SafeFileHandle socket, ReadOnlySpan<byte> message, nint length, int flags);
}
