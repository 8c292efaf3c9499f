using System.Diagnostics;
using System.Runtime.Versioning;
using Sidecar.Agents;
using Sidecar.Watching.Sources;
using Sidecar.Watching.Sources.Linux;

namespace Sidecar.Tests.Watching.Sources;

/// <summary>For an administrator fanotify; for others the same promises by what takes its place.</summary>
[SupportedOSPlatform("linux")]
public sealed class FanotifyEventsTests() : FileEventsContract(sink => Choose(sink))
{
    [Fact]
    public void Only_an_administrator_has_it() =>
        Assert.Equal(IsPermitted ? "fanotify" : "inotify", Events.Name);

    [Theory]
    [InlineData("echo 1 >> old/deep/file", "old/deep/file")]
    [InlineData("mkdir -p a/b/c && echo 1 > a/b/c/file", "a/b/c/file")]
    [InlineData("sed -i s/1/2/ old/deep/file", "old/deep/file")]
    [InlineData("echo 1 > t; mv t saved", "saved")]
    public void What_a_process_wrote_that_ended_at_once_belongs_to_the_line_it_came_from(string command, string path)
    {
        Watch();

        // Two shells more than needed, which both are gone when the event is read.
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"sh -c '{command}; :'; :"]) { WorkingDirectory = Root })!;
        shell.WaitForExit();
        Hints.WaitFor(path);

        if (IsPermitted)
            Assert.Contains(Hints.WriterOf(path)!.Line, entry => entry.Process == Self);
        else
            Assert.Null(Hints.WriterOf(path));
    }

    [Fact]
    public void The_line_begins_with_the_process_that_wrote()
    {
        Watch();

        AssertTold(() => File.WriteAllText(In("mine"), "1"), "mine");

        if (IsPermitted)
            Assert.Equal(Self, Hints.WriterOf("mine")!.Line[0].Process);
        else
            Assert.Null(Hints.WriterOf("mine"));
    }

    private static bool IsPermitted { get; } = CanOpen();

    private static ProcessRef Self { get; } = ProcessTables.ForThisSystem().Find(Environment.ProcessId)!.Process;

    private static IFileEvents Choose(IHintSink sink) =>
        (IFileEvents?)FanotifyEvents.TryOpen(sink, ProcessTables.ForThisSystem(), TimeProvider.System)
        ?? InotifyEvents.TryOpen(sink, _ => null)!;

    private static bool CanOpen()
    {
        using var events = FanotifyEvents.TryOpen(new HintRecord(), ProcessTables.ForThisSystem(), TimeProvider.System);
        return events is not null;
    }
}
