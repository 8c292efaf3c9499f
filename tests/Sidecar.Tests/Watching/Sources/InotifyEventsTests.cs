using System.Diagnostics;
using System.Runtime.Versioning;
using Sidecar.Watching.Sources;
using Sidecar.Watching.Sources.Linux;

namespace Sidecar.Tests.Watching.Sources;

[SupportedOSPlatform("linux")]
public sealed class InotifyEventsTests() : FileEventsContract(sink => InotifyEvents.TryOpen(sink, _ => null)!)
{
    [Fact]
    public void A_name_that_is_no_utf8_is_told_and_its_directory_watched()
    {
        Watch();

        AssertTold(() => Shell("mkdir \"$(printf 'bad\\377')\"; echo 1 > \"$(printf 'bad\\377')/file\""), "bad\uFFFD/file");
        AssertTold(() => Shell("echo 2 > \"$(printf 'bad\\377')/second\""), "bad\uFFFD/second");
        // .NET cannot name it, so it cannot delete it.
        AssertTold(() => Shell("rm -r bad*"), "bad\uFFFD");
    }

    [Fact]
    public void A_directory_that_may_not_be_read_is_a_problem_until_it_may()
    {
        Directory.CreateDirectory(In("closed"));
        File.SetUnixFileMode(In("closed"), UnixFileMode.None);
        Watch();

        // Nothing is closed to root.
        if (Environment.IsPrivilegedProcess)
            Assert.Empty(Events.Problems);
        else
            Assert.Contains($"{Root}/closed", Assert.Single(Events.Problems), StringComparison.Ordinal);

        File.SetUnixFileMode(In("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        AssertTold(() => File.WriteAllText(In("closed/file"), "1"), "closed/file");
        Assert.Empty(Events.Problems);
    }

    [Fact]
    public void More_than_the_queue_holds_means_a_rescan_and_new_directories_are_watched_then()
    {
        Watch();

        lock (Hints.Pause)
        {
            File.WriteAllText(In("first"), "1");
            for (var number = 0; number < 20_000; number++)
                File.WriteAllText(In(number % 2 == 0 ? "a" : "b"), "1");
            Directory.CreateDirectory(In("unseen"));
        }

        Hints.WaitFor("rescan");
        AssertTold(() => File.WriteAllText(In("unseen/file"), "1"), "unseen/file");
    }

    private void Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = Root })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
