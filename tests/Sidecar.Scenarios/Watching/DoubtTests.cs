using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>Where the system does not tell which process wrote: an author is named only where there can be no other.</summary>
[Collection(HeavyCollection.Name)]
public sealed class DoubtTests : IAsyncLifetime
{
    private WatchedRepository _repository = null!;

    private Desk Desk => _repository.Main.With("SIDECAR_EVENTS", "inotify");

    public async Task InitializeAsync()
    {
        (_repository, _) = await WatchedRepository.WatchedAsync(desk => desk.With("SIDECAR_EVENTS", "inotify"));
        (await _repository.Main.CommitAsync(".")).Succeeded();
    }

    [Fact]
    public async Task The_only_agent_at_work_is_the_author()
    {
        await using var ada = await AgentProcess.StartAsync(Desk, "ada");
        await _repository.WatchesAsync(Desk);

        var written = 0;
        await Eventually.IsAsync(
            async () =>
            {
                (await ada.RunAsync($"sh -c 'echo x >> file{++written}.txt'")).Succeeded();
                await _repository.AgreesWithGitAsync();
                return (await _repository.WorkAsync()).Any(work => work is { Author: "ada", Evidence: "sole" or "process" });
            },
            "ada is known to write");

        Assert.DoesNotContain(await _repository.TouchesAsync(), touch => touch.Author is not (null or "ada"));
    }

    [Fact]
    public async Task Of_two_at_work_neither_gets_what_the_other_wrote()
    {
        await using var ada = await AgentProcess.StartAsync(Desk, "ada");
        await using var bob = await AgentProcess.StartAsync(Desk, "bob");
        await _repository.WatchesAsync(Desk);

        await Task.WhenAll(WriteAsync(ada), WriteAsync(bob));
        await _repository.AgreesWithGitAsync();

        var work = await _repository.WorkAsync();
        Assert.Equal(200, work.Count);
        Assert.DoesNotContain(work, piece => piece.Author is { } author && !piece.Path.StartsWith(author, StringComparison.Ordinal));
        var unknown = work.First(piece => piece.Author is null && piece.Path.StartsWith("ada", StringComparison.Ordinal)).Path;
        var commit = (await bob.RunAsync($"git add {unknown} && git commit -m x -- {unknown}")).Succeeded();
        Assert.Contains(unknown, commit.Error, StringComparison.Ordinal);

        static async Task WriteAsync(AgentProcess agent) => (await agent.RunAsync(
            $"i=0; while [ $i -lt 100 ]; do i=$((i+1)); sh -c 'echo x >> \"$1\"' sh {agent.Name}-$i.txt; done")).Succeeded();
    }

    [Fact]
    public async Task What_a_person_writes_beside_an_agent_is_not_the_agents()
    {
        await using var ada = await AgentProcess.StartAsync(Desk, "ada");
        await _repository.WatchesAsync(Desk);

        await Task.WhenAll(
            ada.RunAsync("for i in $(seq 50); do sh -c \"echo x >> ada-$i.txt\"; done"),
            _repository.Main.ShellAsync("for i in $(seq 50); do sh -c \"echo x >> person-$i.txt\"; done"));
        await _repository.AgreesWithGitAsync();

        Assert.DoesNotContain(await _repository.WorkAsync(), work => work.Author == "ada" && work.Path.StartsWith("person", StringComparison.Ordinal));
    }

    public async Task DisposeAsync() => await _repository.DisposeAsync();
}
