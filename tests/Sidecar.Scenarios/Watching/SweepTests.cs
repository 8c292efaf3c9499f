using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>The loudest complaint: one agent's "git add -A" takes another's half-done files.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    private static readonly string[] Theirs = ["a file with spaces.txt", "app/[id]/page.tsx", "deep/er/three.txt", "it's.txt", "one.txt"];

    private WatchedRepository _repository = null!;
    private AgentProcess _ada = null!;
    private AgentProcess _bob = null!;

    public async Task InitializeAsync()
    {
        (_repository, _) = await WatchedRepository.WatchedAsync();
        (await _repository.Main.CommitAsync(".mcp.json")).Succeeded();
        _ada = await AgentProcess.StartAsync(_repository.Main, "ada");
        _bob = await AgentProcess.StartAsync(_repository.Main, "bob");
        await _repository.IsReadyAsync();
    }

    [Fact]
    public async Task What_another_agent_wrote_by_a_shell_is_not_swept_up_and_the_printed_command_passes_as_it_stands()
    {
        await WriteAsync(_ada, Theirs);
        await _repository.IsWrittenByAsync("ada", Theirs);
        await WriteAsync(_bob, "mine 1.txt", "mine/[2].txt", "-mine3.txt");

        var refused = (await _bob.RunAsync("git add -A && git commit -q -m sweep")).Ended(1);

        foreach (var file in Theirs)
            refused.Says($"  {file}\n    ada (stand-in, alive) wrote it");
        refused.Says("not committed yet (evidence: process)");
        var command = refused.Error.Split('\n').Single(line => line.StartsWith("    git commit -m 'MESSAGE' -- ", StringComparison.Ordinal));
        (await _bob.RunAsync(command.Trim())).Succeeded();
        Assert.Equal(
            ["-mine3.txt", "mine 1.txt", "mine/[2].txt"],
            (await _repository.Main.GitAsync("show", "--format=", "--name-only", "-z")).Succeeded().Output.Split('\0', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(Theirs.Order(StringComparer.Ordinal), (await _repository.WorkAsync()).Where(work => work.Author == "ada").Select(work => work.Path));
    }

    [Fact]
    public async Task The_author_commits_its_own_files_without_a_word()
    {
        await WriteAsync(_ada, Theirs);
        await _repository.IsWrittenByAsync("ada", Theirs);

        var commit = (await _ada.RunAsync("git add -A && git commit -q -m mine")).Succeeded();

        Assert.Equal("", commit.All);
        Assert.Empty(await _repository.WorkAsync());
    }

    [Fact]
    public async Task Two_agents_that_write_one_file_are_both_told()
    {
        await WriteAsync(_ada, "shared.txt");
        await _repository.IsWrittenByAsync("ada", "shared.txt");
        await WriteAsync(_bob, "shared.txt");
        await _repository.IsWrittenByAsync("bob", "shared.txt");

        Assert.Contains("You and bob are both changing shared.txt", (await _ada.CallAsync("whoami")).Text, StringComparison.Ordinal);
        Assert.Contains("You and ada are both changing shared.txt", (await _bob.CallAsync("whoami")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("git stash -q -u", "stash")]
    [InlineData("git add -A && git reset --hard", "reset --hard")]
    [InlineData("git checkout -q -- .", "checkout")]
    public async Task Whose_uncommitted_files_git_took_away_is_told_which(string command, string shown)
    {
        _repository.Main.Write("tracked.txt", "one\n");
        (await _repository.Main.CommitAsync("tracked.txt")).Succeeded();
        await WriteAsync(_ada, "tracked.txt");
        await _repository.IsWrittenByAsync("ada", "tracked.txt");

        (await _bob.RunAsync(command)).Succeeded();

        await Eventually.IsAsync(
            async () => !(await _repository.WorkAsync()).Any(work => work is { Author: "ada", Path: "tracked.txt" }), "ada's work is gone");
        var told = (await _ada.CallAsync("check_in")).Text;
        Assert.Contains("bob ran `git " + shown, told, StringComparison.Ordinal);
        Assert.Contains("1 of your uncommitted files changed: tracked.txt", told, StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        await _ada.DisposeAsync();
        await _bob.DisposeAsync();
        await _repository.DisposeAsync();
    }

    // As agents write most of their files: by a shell that is gone a moment later, with no tool of ours involved.
    private static async Task WriteAsync(AgentProcess agent, params string[] files)
    {
        foreach (var file in files)
        {
            var word = $"'{file.Replace("'", @"'\''", StringComparison.Ordinal)}'";
            (await agent.RunAsync($"mkdir -p \"$(dirname -- {word})\" && sh -c 'echo line >> \"$1\"' sh ./{word}")).Succeeded();
        }
    }
}
