using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>Agents at work in different files that belong together: told by the watcher, in time and once.</summary>
public sealed class BelongingTogetherTests : IAsyncLifetime
{
    private WatchedRepository _repository = null!;
    private AgentProcess _ada = null!;
    private AgentProcess _bob = null!;

    public async Task InitializeAsync()
    {
        _repository = await WatchedRepository.CreateAsync();
        // src/a.py is changed nine times, seven times along with src/b.py; docs/c.md along with neither.
        (await _repository.Main.ShellAsync(
            """
            set -e
            mkdir -p src docs && echo c > docs/c.md && git add docs && git commit -qm c
            for number in 1 2 3 4 5 6 7; do
                echo $number >> src/a.py && echo $number >> src/b.py && git add src && git commit -qm "both $number"
            done
            for number in 8 9; do echo $number >> src/a.py && git commit -qam "a $number"; done
            """)).Succeeded();
        (await _repository.Main.SidecarAsync("init")).Succeeded();
        await _repository.WatcherAsync();
        _ada = await AgentProcess.StartAsync(_repository.Main, "ada");
        _bob = await AgentProcess.StartAsync(_repository.Main, "bob");
        await _repository.WatchesAsync(_repository.Main);
    }

    [Fact]
    public async Task Who_writes_what_moves_with_an_announced_file_is_told_and_so_is_the_other_and_each_once()
    {
        await _ada.CallAsync("announce", """{"intent":"new prices","files":["src/a.py"]}""");

        (await _bob.RunAsync("echo x >> src/b.py")).Succeeded();
        await _repository.IsWrittenByAsync("bob", "src/b.py");
        var told = await ToldAsync(_ada, "src/b.py, which moved with your src/a.py in 7 of its last 9 changes");
        Assert.Contains("is being changed by bob", told, StringComparison.Ordinal);
        Assert.Contains("src/a.py, which moved with your src/b.py in 7 of its last 7 changes", await ToldAsync(_bob, "src/a.py"), StringComparison.Ordinal);
        Assert.Equal(["src/a.py ada, src/b.py bob"], await MeetingsAsync());

        (await _bob.RunAsync("echo y >> src/b.py")).Succeeded();
        await Eventually.IsAsync(async () => await TouchesAsync("src/b.py") >= 2, "the second write is on record");
        // What is new is told, and by then all that came before was looked at.
        (await _bob.RunAsync("echo 'import src.a' > d.py")).Succeeded();
        Assert.DoesNotContain("moved with", await ToldAsync(_ada, "bob's d.py depends on src/a.py"), StringComparison.Ordinal);
        Assert.DoesNotContain("moved with", await ToldAsync(_bob, "your d.py depends on src/a.py"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_in_files_that_have_nothing_to_do_with_each_other_hear_nothing()
    {
        (await _ada.RunAsync("echo x >> src/a.py")).Succeeded();
        await _repository.IsWrittenByAsync("ada", "src/a.py");
        (await _bob.RunAsync("echo x >> docs/c.md")).Succeeded();
        await _repository.IsWrittenByAsync("bob", "docs/c.md");

        // The watcher looked at both: this third file it tells of.
        (await _bob.RunAsync("echo x >> src/b.py")).Succeeded();
        var told = await ToldAsync(_ada, "src/b.py");

        Assert.DoesNotContain("docs/c.md", told, StringComparison.Ordinal);
        Assert.Equal(["src/a.py ada, src/b.py bob"], await MeetingsAsync());
    }

    public async Task DisposeAsync()
    {
        await _ada.DisposeAsync();
        await _bob.DisposeAsync();
        await _repository.DisposeAsync();
    }

    // A message is shown by one reply only, so all replies until then count.
    private static async Task<string> ToldAsync(AgentProcess agent, string text)
    {
        var told = "";
        await Eventually.IsAsync(
            async () => (told += (await agent.CallAsync("whoami")).Text).Contains(text, StringComparison.Ordinal), () => $"it is told of {text}: {told}");
        return told;
    }

    private async Task<int> TouchesAsync(string path) =>
        (await _repository.Main.SidecarAsync("touches", path, "--json")).Succeeded().Json.GetProperty("touches").GetArrayLength();

    private async Task<IReadOnlyList<string>> MeetingsAsync() =>
    [
        .. (await _repository.Main.SidecarAsync("status", "--json")).Succeeded().Json.GetProperty("meetings").EnumerateArray()
            .Select(meeting => $"{meeting.GetProperty("path").GetString()} {meeting.GetProperty("agent").GetString()}, "
                + $"{meeting.GetProperty("other_path").GetString()} {meeting.GetProperty("other").GetString()}"),
    ];
}
