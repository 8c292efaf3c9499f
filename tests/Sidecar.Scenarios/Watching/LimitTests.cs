using System.Diagnostics;
using System.Text.Json;
using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>Where the system grants less than the watcher needs, it says so, and goes on with what it has.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Out_of_watches_it_goes_on_and_says_what_to_do()
    {
        await using var repository = await WatchedRepository.CreateAsync();
        (await repository.Main.CommitAsync(".")).Succeeded();
        var limit = Path.Combine(repository.Top, "limit");
        Directory.CreateDirectory(limit);
        (await repository.Main.ShellAsync("for i in $(seq 300); do mkdir d$i; done")).Succeeded();

        // A user of its own has limits of its own; where the system forbids that, there is no limit to run into.
        var script = $"mount -t proc proc /proc 2>/dev/null; echo 100 > /proc/sys/user/max_inotify_watches && touch '{limit}/set'; "
            + $"exec '{Programs.Command}' watch";
        using var watcher = Process.Start(repository.Main.With("SIDECAR_EVENTS", "inotify")
            .StartInfo("unshare", "--user", "--map-root-user", "sh", "-c", script))!;
        await Eventually.IsAsync(
            async () => watcher.HasExited || await StateAsync(repository) is ("ready" or "degraded", _), "it watches, or could not be started");
        var isLimited = File.Exists(Path.Combine(limit, "set")) && !watcher.HasExited;

        if (isLimited)
        {
            var (state, detail) = await StateAsync(repository);
            Assert.Equal("degraded", state);
            Assert.Contains("next: sudo sysctl fs.inotify.max_user_watches=", detail, StringComparison.Ordinal);
            (await repository.Main.ShellAsync("echo x > seen-at-once.txt; for i in $(seq 300); do echo x > d$i/seen-later.txt; done")).Succeeded();
            await repository.AgreesWithGitAsync();
        }
        else
        {
            Assert.NotEqual("degraded", (await StateAsync(repository)).State);
        }

        if (!watcher.HasExited)
            (await repository.Main.RunAsync("kill", $"{watcher.Id}")).Succeeded();
        await watcher.WaitForExitAsync(CancellationToken.None);
    }

    private static async Task<(string State, string Detail)> StateAsync(WatchedRepository repository)
    {
        var worktrees = (await repository.Main.SidecarAsync("status", "--json")).Succeeded().Json.GetProperty("watcher").GetProperty("worktrees");
        return worktrees.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
            ? (first.GetProperty("state").GetString()!, first.GetProperty("detail").GetString()!)
            : ("", "");
    }
}
