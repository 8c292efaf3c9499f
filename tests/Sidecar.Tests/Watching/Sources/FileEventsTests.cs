using System.Runtime.Versioning;
using Sidecar.Agents;
using Sidecar.Watching.Sources;

namespace Sidecar.Tests.Watching.Sources;

[SupportedOSPlatform("linux")]
public sealed class FileEventsTests
{
    [Theory]
    [InlineData("inotify")]
    [InlineData("filesystemwatcher")]
    public void One_can_be_forced(string name)
    {
        using var events = Open(name);

        Assert.Equal(name, events.Name);
    }

    [Fact]
    public void The_one_that_tells_who_wrote_is_chosen_where_it_is_permitted()
    {
        using var events = Open(forced: null);

        Assert.Equal(Environment.IsPrivilegedProcess && CanForce("fanotify") ? "fanotify" : "inotify", events.Name);
    }

    [Fact]
    public void One_that_does_not_exist_is_refused_with_the_way_out()
    {
        var refusal = Assert.Throws<SidecarException>(() => Open("magic"));

        Assert.Equal("SIDECAR_EVENTS is 'magic', which is no source of file events.", refusal.Message);
        Assert.Equal("unset SIDECAR_EVENTS", refusal.Next);
    }

    [Fact]
    public void The_chosen_one_watches()
    {
        var root = Directory.CreateTempSubdirectory("sidecar-chosen-").FullName;
        var hints = new HintRecord();
        using var events = Open(forced: null, hints);
        events.Watch(root, _ => false);

        File.WriteAllText(Path.Combine(root, "file"), "1");
        hints.WaitFor("file");
        Directory.Delete(root, recursive: true);
        hints.WaitFor("gone");

        Assert.Empty(events.Problems);
    }

    private static IFileEvents Open(string? forced, HintRecord? hints = null) =>
        FileEvents.Open(hints ?? new HintRecord(), ProcessTables.ForThisSystem(), _ => null, TimeProvider.System, forced);

    private static bool CanForce(string name)
    {
        try
        {
            using var events = Open(name);
            return true;
        }
        catch (SidecarException)
        {
            return false;
        }
    }
}
