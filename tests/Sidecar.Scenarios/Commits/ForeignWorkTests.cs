using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Commits;

/// <summary>Ada claims nothing: she has written a.txt, and her client's hook reported it. Bob commits.</summary>
public sealed class ForeignWorkTests(GuardedRepository repository) : IClassFixture<GuardedRepository>
{
    private const string Sweep = "git add -A; git commit -q -m x";

    private Desk Bob => repository.BobsDesk.With("PATH", $"{Programs.Folder}:{repository.BobsDesk.Environment["PATH"]}");

    [Theory]
    [InlineData(Sweep)]
    [InlineData("git commit -q -a -m x")]
    [InlineData("git commit -q -m x -- a.txt")]
    [InlineData("git commit -q -a --amend --no-edit")]
    [InlineData("git mv a.txt c.txt; git commit -q -m x")]
    public async Task Every_way_to_commit_it_is_refused(string script)
    {
        await AdaWroteAsync("a.txt");

        var commit = await Bob.ShellAsync(script);

        commit.Ended(1).Says("commit refused").Says("ada").Says("not committed yet (evidence: reported)");
        Assert.Equal("start\n", (await repository.Human.GitAsync("describe", "--tags", "--always", "HEAD")).Output);
    }

    [Theory]
    [InlineData("bob's [1] \\ $(x) `it`.txt")]
    [InlineData("-- -b?.txt")]
    [InlineData(":(top)Ü 日本\t*.txt")]
    public async Task The_command_that_is_shown_passes_as_it_stands_and_takes_only_ones_own(string own)
    {
        await AdaWroteAsync($"ada's {own}");
        Bob.Write(own, "bob\n");

        var refused = (await Bob.ShellAsync(Sweep)).Ended(1);
        var command = refused.Error.Split('\n').Single(line => line.StartsWith("    git commit -m 'MESSAGE' -- ", StringComparison.Ordinal));
        var passed = await Bob.ShellAsync(command);

        passed.Succeeded().IsSilentAbout("sidecar");
        Assert.Equal($"{own}\0", (await Bob.GitAsync("show", "-z", "--format=", "--name-only", "HEAD")).Output);
    }

    [Fact]
    public async Task What_is_staged_of_ones_own_in_part_stays_so()
    {
        await AdaWroteAsync("a.txt");

        var refused = (await Bob.ShellAsync("echo staged >b.txt; git add -A; echo more >b.txt; git commit -q -m x")).Ended(1);
        var passed = await Bob.ShellAsync(
            refused.Error.Split('\n').Single(line => line.StartsWith("    git restore --staged -- ", StringComparison.Ordinal)) + "; git commit -q -m x");

        passed.Succeeded();
        Assert.Equal("staged\n", (await Bob.GitAsync("show", "HEAD:b.txt")).Output);
        Assert.Equal("b.txt\n", (await Bob.GitAsync("show", "--format=", "--name-only", "HEAD")).Output);
    }

    [Fact]
    public async Task It_is_adas_own_to_commit_and_then_free()
    {
        await AdaWroteAsync("a.txt");

        (await repository.Human.As("ada").GitAsync("commit", "-q", "-a", "-m", "ada's")).Succeeded().IsSilentAbout("sidecar");
        var next = await Bob.ShellAsync("echo bob >a.txt; git commit -q -a -m x");

        next.Succeeded().IsSilentAbout("refused");
    }

    [Fact]
    public async Task A_merge_takes_what_it_resolved_and_not_what_lies_about()
    {
        await repository.ResetAsync();
        (await repository.Human.ShellAsync(
            """
            git switch -q -c topic && echo topic >b.txt && git commit -q --no-verify -a -m topic &&
            git switch -q main && echo main >b.txt && git commit -q --no-verify -a -m main
            """)).Succeeded();
        (await repository.Ada.CallAsync("release")).Succeeded();
        await WriteAsync("a.txt");

        var swept = await Bob.ShellAsync("git merge -q topic; echo both >b.txt; git add -A; git commit -q -m merged");
        var passed = await Bob.ShellAsync("git restore --staged a.txt; git commit -q -m merged");

        swept.Ended(1).Says("a.txt").IsSilentAbout("git commit -m 'MESSAGE'");
        passed.Succeeded().IsSilentAbout("sidecar");
        Assert.Equal("ada\n", Bob.Read("a.txt"));
    }

    [Fact]
    public async Task A_rebase_is_warned_and_goes_on_and_ada_is_told()
    {
        await repository.ResetAsync();
        (await repository.Human.ShellAsync(
            """
            git switch -q -c topic && echo topic >b.txt && git commit -q --no-verify -a -m topic &&
            git switch -q main && echo main >b.txt && git commit -q --no-verify -a -m main && git switch -q topic
            """)).Succeeded();
        await WriteAsync("new-by-ada.txt");

        var rebase = await Bob.ShellAsync("git rebase -q main; echo both >b.txt; git add -A; git commit -q -m 'in the middle'; git rebase --continue");

        rebase.Succeeded().Says("never broken").Says("new-by-ada.txt");
        Assert.Contains("committed new-by-ada.txt with changes of yours", await AdasInboxAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_commit_of_a_repository_leaves_it_alone_too()
    {
        using var empty = await SandboxRepository.EmptyAsync();
        await empty.SetUpAsync();
        await using var ada = await AgentProcess.StartAsync(empty.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(empty.Main, "bob");
        empty.Main.Write("a.txt", "ada\n");
        empty.Main.Write("b.txt", "bob\n");
        (await empty.Main.As("ada").RunAsync(Programs.Hook, "touched", "--path", "a.txt")).Succeeded();

        var refused = (await empty.Main.As("bob").ShellAsync("git add a.txt b.txt; git commit -q -m x")).Ended(1).Says("ada");
        var passed = await empty.Main.As("bob").ShellAsync(
            refused.Error.Split('\n').Single(line => line.StartsWith("    git commit -m 'MESSAGE' -- ", StringComparison.Ordinal)));

        passed.Succeeded();
        Assert.Equal("b.txt\n", (await empty.Main.GitAsync("show", "--format=", "--name-only", "HEAD")).Output);
    }

    [Fact]
    public async Task An_override_is_told_to_ada_and_once()
    {
        await AdaWroteAsync("a.txt");

        (await Bob.With("SIDECAR_OVERRIDE", "the site is down").ShellAsync(Sweep)).Succeeded().Says("override by bob");

        var inbox = await AdasInboxAsync();
        Assert.Contains("the site is down", inbox, StringComparison.Ordinal);
        Assert.DoesNotContain("with changes of yours", inbox, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_past_the_guard_is_recorded_and_told_to_ada()
    {
        await AdaWroteAsync("a.txt");

        (await Bob.ShellAsync("git commit -q --no-verify -a -m x")).Succeeded();

        Assert.Contains("bob committed a.txt with changes of yours", await AdasInboxAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("git reset -q --hard")]
    [InlineData("git checkout -q -- .")]
    [InlineData("git stash -q")]
    [InlineData("git restore .")]
    [InlineData("git checkout -q -f -b side")]
    public async Task Ada_is_told_who_took_her_work_away_by_which_command(string command)
    {
        await AdaWroteAsync("a.txt", "src/api/login.cs");

        (await Bob.ShellAsync(command)).Succeeded();

        var inbox = await AdasInboxAsync();
        Assert.Contains($"bob ran `{command}` in ", inbox, StringComparison.Ordinal);
        Assert.Contains("2 of your uncommitted files changed: a.txt, src/api/login.cs.", inbox, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warn", 0, "warning: 1 of its 2 files would be put back to before somebody's commit")]
    [InlineData("refuse", 1, "commit refused: 1 of its 2 files would be put back to before somebody's commit")]
    [InlineData("off", 0, "")]
    public async Task A_stale_index_that_would_put_adas_commit_back_is_noticed(string setting, int exitCode, string says)
    {
        await AdaWroteAsync("a.txt");
        (await repository.Human.GitAsync("config", "sidecar.revert", setting)).Succeeded();
        (await repository.Human.As("ada").ShellAsync("cp .git/index .git/stale; git commit -q -a -m \"ada's\"")).Succeeded();

        var commit = await Bob.With("GIT_INDEX_FILE", ".git/stale").ShellAsync("echo bob >b.txt; git add b.txt; git commit -q -m x");

        commit.Ended(exitCode).Says(says);
        Assert.Equal(says.Length > 0, commit.Error.Contains("by ada, ", StringComparison.Ordinal));
    }

    private async Task AdaWroteAsync(params string[] files)
    {
        await repository.ResetAsync();
        (await repository.Ada.CallAsync("release")).Succeeded();
        _ = await AdasInboxAsync();
        await WriteAsync(files);
    }

    private async Task WriteAsync(params string[] files)
    {
        foreach (var file in files)
            repository.Human.Write(file, "ada\n");
        (await repository.Human.As("ada").RunAsync(Programs.Hook, ["touched", .. files.SelectMany(file => new[] { "--path", file })])).Succeeded();
    }

    private async Task<string> AdasInboxAsync() => (await repository.Ada.CallAsync("check_in")).Text;
}
