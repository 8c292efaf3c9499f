namespace Sidecar.Watching.Sources;

/// <summary>
/// What a source of file events tells. Hints, not facts: a path may be told several times or for nothing, so the truth is
/// looked up afterwards. Called on the source's own thread, so every method only queues.
/// </summary>
internal interface IHintSink
{
    /// <summary>
    /// Something happened to this path. A directory is told when it vanished, moved away or became a repository of its
    /// own: everything below it is meant.
    /// </summary>
    /// <param name="root">The root as it was given to <see cref="IFileEvents.Watch"/>.</param>
    /// <param name="path">Below the root, with '/' between its parts.</param>
    /// <param name="writer">Who did it; null where the source does not know.</param>
    void Touched(string root, string path, Writer? writer);

    /// <summary>Something was lost: look at everything below this root.</summary>
    void Rescan(string root, string why);

    /// <summary>The root itself was deleted, moved or unmounted. It is watched no longer.</summary>
    void Gone(string root);

    /// <summary>Something happened to a file directly in a folder given to <see cref="IFileEvents.WatchFolder"/>.</summary>
    void FolderChanged(string folder, string name, EntryChange change);

    /// <summary>Events of such a folder were lost, or it went away: look at all of it.</summary>
    void FolderLost(string folder);
}
