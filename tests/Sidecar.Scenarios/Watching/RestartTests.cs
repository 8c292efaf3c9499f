using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>A watcher that is killed in the middle of its work is replaced, and the new one finds out what the old one missed.</summary>
[Collection(HeavyCollection.Name)]
public sealed class RestartTests
{
    [Theory]
    [InlineData("")]
    [InlineData("inotify")]
    public async Task After_a_kill_under_load_the_record_is_right_again_and_says_nothing_twice(string source)
    {
        var (repository, first) = await WatchedRepository.WatchedAsync(desk => desk.With("SIDECAR_EVENTS", source));
        await using var _ = repository;
        (await repository.Main.CommitAsync(".")).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main.With("SIDECAR_EVENTS", source), "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main.With("SIDECAR_EVENTS", source), "bob");
        await repository.WatchesAsync(repository.Main);
        (await ada.RunAsync("for i in $(seq 50); do echo before > ada-before$i.txt; done")).Succeeded();
        await repository.AgreesWithGitAsync();
        var before = (await repository.TouchesAsync()).ToLookup(touch => touch.Path);

        var writing = Task.WhenAll(
            ada.RunAsync("for i in $(seq 400); do echo line >> ada-$i.txt; sleep 0.005; done"),
            bob.RunAsync("for i in $(seq 400); do echo line >> bob-$i.txt; sleep 0.005; done"));
        await Eventually.IsAsync(async () => (await repository.WorkAsync()).Any(work => work.Path == "bob-20.txt"), "it is at work");
        Signals.Kill(first);
        await Eventually.IsAsync(() => !Signals.IsRunning(first), "the killed one is gone");
        Assert.All(await writing, ran => ran.Succeeded());
        await ada.CallAsync("status");
        await repository.WatcherAsync(butNot: first);
        await repository.AgreesWithGitAsync();

        var work = await repository.WorkAsync();
        Assert.DoesNotContain(work, piece => piece.Author is { } author && !piece.Path.StartsWith(author, StringComparison.Ordinal));
        Assert.Contains(work, piece => piece.Author is null);
        var touches = (await repository.TouchesAsync()).ToLookup(touch => touch.Path);
        Assert.All(before, file => Assert.Equal(file.Count(), touches[file.Key].Count()));
        Assert.DoesNotContain(touches, file => file.Key.StartsWith("bob-", StringComparison.Ordinal) && file.Count() > 1);
    }

    [Fact]
    public async Task What_was_committed_and_deleted_while_nobody_watched_is_known_at_the_next_start()
    {
        var (repository, first) = await WatchedRepository.WatchedAsync();
        await using var _ = repository;
        (await repository.Main.CommitAsync(".")).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main);
        (await ada.RunAsync("for f in committed deleted kept; do echo one > $f.txt; done")).Succeeded();
        await repository.IsWrittenByAsync("ada", "committed.txt", "deleted.txt", "kept.txt");

        (await repository.Main.SidecarAsync("stop")).Succeeded();
        (await ada.RunAsync("git -c core.hooksPath=/dev/null commit -qm x -- $(git add committed.txt && echo committed.txt); rm deleted.txt")).Succeeded();
        await ada.CallAsync("status");
        await repository.WatcherAsync(butNot: first);
        await repository.AgreesWithGitAsync();

        Assert.Equal([("kept.txt", "ada")], (await repository.WorkAsync()).Select(work => (work.Path, work.Author)));
        Assert.Single(await repository.TouchesAsync(), touch => touch.Path == "kept.txt");
    }
}
