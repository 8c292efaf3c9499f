using System.Diagnostics;
using System.Text.Json;
using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.History;

/// <summary>The index of the history follows what git does while the watcher runs, and survives whatever ends it.</summary>
public sealed class HistoryTests
{
    [Theory]
    [InlineData("git")]
    [InlineData("libgit2")]
    public async Task What_is_committed_amended_dropped_and_renamed_is_known_a_moment_later(string engine)
    {
        await using var repository = await WatchedRepository.CreateAsync();
        (await repository.Main.GitAsync("config", "sidecar.historyEngine", engine)).Succeeded();
        (await repository.Main.SidecarAsync("init")).Succeeded();
        await repository.WatcherAsync();
        await ChangeAsync(repository.Main, "x.txt", "y.txt");
        await ChangeAsync(repository.Main, "x.txt", "dropped.txt");
        await ChangeAsync(repository.Main, "x.txt", "z.txt");
        await PartnersAsync(repository, "x.txt", "y.txt", "z.txt", "dropped.txt");

        (await repository.Main.GitAsync("rebase", "-q", "--onto", "HEAD~2", "HEAD~1", "-X", "theirs")).Succeeded();
        await PartnersAsync(repository, "x.txt", "y.txt", "z.txt");

        (await repository.Main.GitAsync("mv", "x.txt", "moved.txt")).Succeeded();
        (await repository.Main.GitAsync("commit", "-q", "-m", "moved")).Succeeded();
        await PartnersAsync(repository, "moved.txt", "y.txt", "z.txt");

        var index = (await repository.Main.SidecarAsync("status", "--json")).Succeeded().Json.GetProperty("index");
        Assert.Equal("ready", index.GetProperty("stage").GetString());
        Assert.Equal(JsonValueKind.Number, index.GetProperty("threshold").ValueKind);
        (await repository.Main.SidecarAsync("doctor")).Says("ok           history: The history: ");
    }

    [Fact]
    public async Task Every_worktree_counts_and_only_as_long_as_it_is_there()
    {
        var (repository, _) = await WatchedRepository.WatchedAsync();
        await using var owner = repository;
        await ChangeAsync(repository.Main, "x.txt", "y.txt");
        var side = await repository.AddWorktreeAsync("side");
        await ChangeAsync(side, "x.txt", "side.txt");
        await PartnersAsync(repository, "x.txt", "y.txt", "side.txt");

        (await side.GitAsync("reset", "-q", "--hard", "HEAD~1")).Succeeded();
        await PartnersAsync(repository, "x.txt", "y.txt");
    }

    [Fact]
    public async Task Whoever_is_killed_in_the_middle_of_building_leaves_what_the_next_one_makes_whole()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await repository.SetUpAsync();
        await ImportAsync(repository.Main, 9000);
        for (var turn = 0; turn < 12; turn++)
        {
            using var reading = Process.Start(repository.Main.StartInfo(Programs.Command, "related", "all.txt", "--json"))!;
            await Eventually.IsAsync(
                async () => reading.HasExited || (turn % 3 == 0 ? File.Exists(repository.Main.PathOf(".git/sidecar/history.db")) : await CommitsAsync(repository) > 0),
                "it has begun");
            Signals.Kill(reading.Id);
            await reading.WaitForExitAsync(CancellationToken.None);
            var left = await IndexAsync(repository.Main);
            Assert.True(left.Stage is "absent" or "building" || left is ("ready", >= 9000), left.ToString());
            File.Delete(repository.Main.PathOf($".git/sidecar/{(turn % 4 == 3 ? "history.db" : "nothing")}"));
        }

        var related = (await repository.Main.SidecarAsync("related", "all.txt", "--json")).Succeeded().Json;

        Assert.Equal("ready", related.GetProperty("index").GetProperty("stage").GetString());
        Assert.True(related.GetProperty("index").GetProperty("commits").GetInt32() >= 9000);
    }

    private static async Task<int> CommitsAsync(SandboxRepository repository) => (await IndexAsync(repository.Main)).Commits;

    private static async Task<(string Stage, int Commits)> IndexAsync(Desk desk)
    {
        var index = (await desk.SidecarAsync("status", "--json")).Succeeded().Json.GetProperty("index");
        return (index.GetProperty("stage").GetString()!, index.GetProperty("commits").GetInt32());
    }

    private static async Task ChangeAsync(Desk desk, params string[] files)
    {
        foreach (var file in files)
            desk.Write(file, $"{(File.Exists(desk.PathOf(file)) ? desk.Read(file) : "")}{Guid.NewGuid()}\n");
        (await desk.CommitAsync(files)).Succeeded();
    }

    private static async Task PartnersAsync(WatchedRepository repository, string file, params string[] expected)
    {
        string[] found = [];
        await Eventually.IsAsync(
            async () =>
            {
                var ran = await repository.Main.SidecarAsync("related", file, "--json");
                found = ran.ExitCode != 0 ? [ran.All] :
                [
                    .. ran.Json.GetProperty("paths")[0].GetProperty("related").EnumerateArray()
                        .Select(related => related.GetProperty("path").GetString()!).Order(StringComparer.Ordinal),
                ];
                return found.SequenceEqual(expected.Order(StringComparer.Ordinal));
            },
            () => $"{file} moves with {string.Join(", ", expected)}, not {string.Join(", ", found)}");
    }

    // By "git fast-import": thousands of commits in a second.
    private static async Task ImportAsync(Desk desk, int commits)
    {
        var file = Path.GetTempFileName();
        using (var stream = new StreamWriter(file))
        {
            for (var number = 1; number <= commits; number++)
            {
                stream.Write($"commit refs/heads/main\nmark :{number}\ncommitter A <a@b> {1_700_000_000 + number} +0000\ndata 1\nx\n");
                stream.Write(number == 1 ? "from refs/heads/main^0\n" : $"from :{number - 1}\n");
                foreach (var name in new[] { "all.txt", $"one{number % 100}.txt", $"two{number % 70}.txt" })
                    stream.Write($"M 100644 inline {name}\ndata {number.ToString().Length}\n{number}\n");
            }
        }

        (await desk.ShellAsync($"git fast-import --quiet < '{file}' && git reset -q --hard && rm '{file}'")).Succeeded();
    }
}
