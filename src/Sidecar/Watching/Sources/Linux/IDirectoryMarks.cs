namespace Sidecar.Watching.Sources.Linux;

/// <summary>How one source makes the kernel tell of a directory, and what else differs between the two.</summary>
/// <typeparam name="TKey">What the kernel names a watched directory by.</typeparam>
internal interface IDirectoryMarks<TKey>
    where TKey : notnull
{
    /// <summary>
    /// Asks for the events of a directory; never follows a symbolic link. Returns 0 or the system's error number. The same
    /// directory has the same key under every path.
    /// </summary>
    /// <param name="path">Absolute.</param>
    /// <param name="isTop">Whether what happens to the directory itself counts too.</param>
    /// <param name="key">Its key.</param>
    int Mark(byte[] path, bool isTop, out TKey key);

    /// <summary>Asks for no more events.</summary>
    void Unmark(TKey key);

    /// <summary>Who wrote, as far as this source can tell.</summary>
    /// <param name="absolutePath">The file.</param>
    /// <param name="pid">From the event; 0 where it has none.</param>
    Writer? WriterOf(string absolutePath, int pid);

    /// <summary>What to say and do where no more directories can be watched.</summary>
    string LimitProblem { get; }
}
