using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>Waits of real servers: what they cost the system, what they hold up, and what ends them.</summary>
public sealed class WaitingTests
{
    [LinuxFact(Timeout = 120_000)]
    public async Task The_waits_of_a_server_share_their_file_watches_and_the_last_one_gives_them_back()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.CallAsync("claim", """{"paths":["a.txt","b.txt"]}""")).Succeeded();
        var waits = new List<Task<Reply>>
        {
            bob.CallAsync("check_in", """{"wait_seconds":600}"""),
            bob.CallAsync("claim", """{"paths":["a.txt"],"wait_seconds":600}"""),
            bob.CallAsync("claim", """{"paths":["b.txt"],"wait_seconds":600}"""),
            bob.CallAsync("status", """{"wait_for_agents":3,"wait_seconds":600}"""),
        };
        await Eventually.IsAsync(() => FileWatches(bob.ServerPid) == 2, "two file watches");
        (await bob.CallAsync("whoami")).Succeeded();
        Assert.Equal(2, FileWatches(bob.ServerPid));
        Assert.DoesNotContain(waits, wait => wait.IsCompleted);

        (await ada.CallAsync("send", """{"to":"bob","text":"over"}""")).Succeeded();
        (await ada.CallAsync("release")).Succeeded();
        await using var carol = await AgentProcess.StartAsync(repository.Main, "carol");
        await Task.WhenAll(waits);

        await Eventually.IsAsync(() => FileWatches(bob.ServerPid) == 0, "no file watch left");
    }

    [LinuxFact(Timeout = 120_000)]
    public async Task What_comes_while_a_call_waits_for_it_is_brought_by_that_call_and_by_no_other()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");

        for (var round = 1; round <= 20; round++)
        {
            var waiting = bob.CallAsync("check_in", """{"wait_seconds":600}""");
            await Eventually.IsAsync(() => FileWatches(bob.ServerPid) == 1, "bob waits");
            var sent = ada.CallAsync("send", JsonText.Of(("to", "bob"), ("text", $"message {round}")));
            var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bob.CallAsync("whoami")));

            Assert.Equal($"message {round}", Assert.Single((await waiting)["messages"].EnumerateArray()).GetProperty("text").GetString());
            Assert.All(others, other => Assert.False(other.Content.TryGetProperty("inbox", out _), other.Text));
            (await sent).Succeeded();
            await Eventually.IsAsync(() => FileWatches(bob.ServerPid) == 0, "bob waits no more");
        }
    }

    // Each inotify instance of a process is a file of it.
    private static int FileWatches(int pid) =>
        Directory.EnumerateFiles($"/proc/{pid}/fd").Count(file => new FileInfo(file).LinkTarget == "anon_inode:inotify");
}
