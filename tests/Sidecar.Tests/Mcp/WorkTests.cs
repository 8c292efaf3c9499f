using Sidecar.Tests.World;

namespace Sidecar.Tests.Mcp;

/// <summary>What agents are told of what others write.</summary>
public sealed class WorkTests : IAsyncLifetime
{
    private readonly McpWorld _world = new();

    private McpAgent _ada = null!;
    private McpAgent _bob = null!;

    public async Task InitializeAsync()
    {
        _ada = await _world.ConnectAsync("ada");
        _bob = await _world.ConnectAsync("bob");
    }

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Fact]
    public async Task A_claim_of_what_another_writes_is_refused_with_what_that_is_known_from()
    {
        _world.Write("ada", "src/a.cs");
        _world.Time.Advance(TimeSpan.FromMinutes(4));

        var reply = await _bob.CallAsync("claim", """{"paths":["src/a.cs"]}""");

        Assert.True(reply.IsError);
        Golden.Match($"{WithoutFolder(reply["refused"])}\n\n{reply.Text}");
    }

    [Fact]
    public async Task Status_tells_who_writes_what_and_who_meets()
    {
        _world.Watch();
        _world.Write("ada", "src/a.cs");
        _world.Write("ada", "src/b.cs");
        _world.Write(null, "README.md");
        _world.Write("bob", "src/a.cs", "/another/worktree");

        var reply = await _bob.CallAsync("status");

        Assert.Equal(["src/a.cs"], reply.Texts("overlaps", "path"));
        Assert.Equal(["src/a.cs", "src/b.cs", "README.md", "src/a.cs"], reply.Texts("work", "path"));
        Golden.Match(WithoutFolder(reply.Text.Split("\n\n")[0]));
    }

    [Fact]
    public async Task Status_tells_what_would_conflict_with_the_readers_side_called_its_own()
    {
        _world.Watch();
        using var state = _world.Open();
        var mine = state.Agents.Live()[0].Worktree;
        state.Forecasts.Replace(
            Foreseen.Forecast(_world.Time.GetUtcNow(), Foreseen.Conflict("src/a.py"), Foreseen.Clean("b.py")) with { Worktree = mine, Other = "/z" });
        state.Forecasts.Replace(Foreseen.CannotTell(_world.Time.GetUtcNow(), "a merge is under way in /z") with { Other = "/z" });

        var reply = await _bob.CallAsync("status");

        Assert.Contains(
            "\nWould conflict when merged:\n  Cannot tell what merging /a and /z would bring: a merge is under way in /z.\n"
                + "  src/a.py: lines 10-14 of yours and lines 12-13 of somebody's in /z",
            reply.Text, StringComparison.Ordinal);
        Assert.Equal(["cannot_tell", "ready"], reply.Texts("forecasts", "state"));
    }

    [Fact]
    public async Task A_status_of_thousands_of_files_stays_short_and_counts_the_rest()
    {
        foreach (var n in Enumerable.Range(1, 40))
            _world.Write("ada", $"{n}.cs");
        await _ada.CallAsync("claim", """{"paths":["kept.cs"]}""");

        var reply = await _bob.CallAsync("status");

        Assert.Equal(30, reply.List("work").Count());
        Assert.Equal(31, reply.List("claims").Count());
        Assert.Equal("10", reply["left"]);
    }

    [Fact]
    public async Task Check_tells_who_writes_and_that_it_is_a_conflict()
    {
        _world.Watch();
        _world.Write("ada", "src/a.cs");
        _world.Write("bob", "src/b.cs");
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        var reply = await _bob.CallAsync("check", """{"paths":["src/","free.cs"]}""");

        Assert.Equal(["conflict", "clear"], reply.Texts("paths", "level"));
        Golden.Match($"{WithoutFolder(reply["paths"])}\n\n{reply.Text}");
    }

    [Fact]
    public async Task Where_nobody_watches_clear_is_not_all_that_is_said()
    {
        var reply = await _bob.CallAsync("check", """{"paths":["a.cs"]}""");

        Assert.StartsWith("clear, but nobody watches: writes without a claim are not seen; history: not read yet.", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Released_work_bars_nobody()
    {
        _world.Write("ada", "a.cs");

        var released = await _ada.CallAsync("release", """{"paths":["a.cs"]}""");

        Assert.StartsWith("Released: your uncommitted changes of a.cs bar nobody now.", released.Text, StringComparison.Ordinal);
        Assert.False((await _bob.CallAsync("claim", """{"paths":["a.cs"]}""")).IsError);
    }

    private string WithoutFolder(string text) => text.Replace(_world.Folder, "$TOP", StringComparison.Ordinal);
}
