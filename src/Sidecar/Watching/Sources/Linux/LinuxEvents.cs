using Microsoft.Win32.SafeHandles;

namespace Sidecar.Watching.Sources.Linux;

/// <summary>What the two sources of Linux have in common: one queue of the kernel, one thread that reads it.</summary>
/// <typeparam name="TKey">What the kernel names a watched directory by.</typeparam>
internal abstract class LinuxEvents<TKey> : IFileEvents, IDirectoryMarks<TKey>
    where TKey : notnull
{
    private readonly DirectoryBook<TKey> _book;
    private readonly SafeFileHandle _bell;
    private readonly Thread _thread;

    // Guards the book: it is changed by the thread that reads events and by whoever adds and removes roots.
    private readonly Lock _gate = new();
    private volatile bool _isOver;

    protected LinuxEvents(IHintSink sink, SafeFileHandle queue, SafeFileHandle bell)
    {
        Queue = queue;
        _bell = bell;
        _book = new(sink, this);
        _thread = new(Listen) { IsBackground = true, Name = "file events" };
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public int Directories
    {
        get
        {
            lock (_gate)
                return _book.Count;
        }
    }

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> Problems => _book.Problems;

    /// <inheritdoc/>
    public abstract string LimitProblem { get; }

    /// <summary>What the kernel writes events into.</summary>
    protected SafeFileHandle Queue { get; }

    /// <inheritdoc/>
    public void Watch(string root, Func<string, bool> isLeftOut)
    {
        lock (_gate)
            _book.Watch(root, isLeftOut);
    }

    /// <inheritdoc/>
    public void WatchFolder(string folder)
    {
        lock (_gate)
            _book.WatchFolder(folder);
    }

    /// <inheritdoc/>
    public void Forget(string rootOrFolder)
    {
        lock (_gate)
            _book.Forget(rootOrFolder);
    }

    /// <inheritdoc/>
    public abstract int Mark(byte[] path, bool isTop, out TKey key);

    /// <inheritdoc/>
    public abstract void Unmark(TKey key);

    /// <inheritdoc/>
    public abstract Writer? WriterOf(string absolutePath, int pid);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOver)
            return;

        _isOver = true;
        SystemCalls.Ring(_bell);
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
            _thread.Join();
        Queue.Dispose();
        _bell.Dispose();
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins to read; the last thing a constructor does.</summary>
    protected void Start() => _thread.Start();

    /// <summary>Waits for events; returns when there may be some.</summary>
    protected virtual void Wait(SafeFileHandle bell)
    {
        Span<SystemCalls.PollEntry> entries = [new(Queue), new(bell)];
        SystemCalls.Poll(entries, milliseconds: -1);
    }

    /// <summary>What is read belongs to this book.</summary>
    protected abstract void Take(ReadOnlySpan<byte> events, DirectoryBook<TKey> book);

    /// <summary>Closes what the derived class opened.</summary>
    protected virtual void Close()
    {
    }

    private void Listen()
    {
        var buffer = new byte[64 * 1024];
        while (!_isOver)
        {
            Wait(_bell);
            // The lock is let go after each read, or a storm of events would keep out who wants to watch.
            while (!_isOver && SystemCalls.Read(Queue, buffer) is > 0 and var length)
            {
                lock (_gate)
                    Take(buffer.AsSpan(0, length), _book);
            }
        }
    }
}
