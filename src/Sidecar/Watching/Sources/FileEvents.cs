using Sidecar.Agents;
using Sidecar.Watching.Sources.Linux;

namespace Sidecar.Watching.Sources;

/// <summary>Chooses the best source of file events that works here.</summary>
internal static class FileEvents
{
    /// <summary>The variable that forces one source by its name, for tests and measurements.</summary>
    public const string Variable = "SIDECAR_EVENTS";

    /// <summary>
    /// fanotify where the system permits it, because it tells who wrote; then inotify; then what .NET has.
    /// </summary>
    /// <param name="sink">Who is told.</param>
    /// <param name="processes">Where writers are looked up.</param>
    /// <param name="writerOf">For sources that do not know: who has the file of this absolute path open for writing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="forced">The value of <see cref="Variable"/>; null or empty where nobody set it.</param>
    /// <exception cref="SidecarException">The forced one does not work here, or is none.</exception>
    public static IFileEvents Open(
        IHintSink sink, IProcessTable processes, Func<string, Writer?> writerOf, TimeProvider time, string? forced)
    {
        var isLinux = OperatingSystem.IsLinux() && Environment.Is64BitProcess;
        return forced switch
        {
            null or "" => (isLinux ? Best(sink, processes, writerOf, time) : null) ?? new SystemWatcherEvents(sink),
            "fanotify" => Needed(isLinux ? FanotifyEvents.TryOpen(sink, processes, time) : null, forced),
            "inotify" => Needed(isLinux ? InotifyEvents.TryOpen(sink, writerOf) : null, forced),
            "filesystemwatcher" => new SystemWatcherEvents(sink),
            _ => throw SidecarException.Usage(
                $"{Variable} is '{forced}', which is no source of file events.", $"unset {Variable}"),
        };
    }

    private static IFileEvents? Best(IHintSink sink, IProcessTable processes, Func<string, Writer?> writerOf, TimeProvider time)
    {
        IFileEvents? OpenInotify() => InotifyEvents.TryOpen(sink, writerOf);
        return FanotifyEvents.TryOpen(sink, processes, time) is { } fanotify
            ? new MixedEvents(fanotify, OpenInotify)
            : OpenInotify();
    }

    private static IFileEvents Needed(IFileEvents? events, string forced) => events ?? throw SidecarException.Refused(
        $"{Variable} asks for {forced}, which this system does not grant.", $"unset {Variable}");
}
