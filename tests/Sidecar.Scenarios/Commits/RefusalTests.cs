using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Commits;

/// <summary>What one agent holds, nobody else takes: not by a claim, not by a commit.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_claim_keeps_others_from_committing_until_it_is_released(bool inLinkedWorktree)
    {
        using var repository = await SandboxRepository.CreateAsync();
        var desk = inLinkedWorktree ? await repository.AddWorktreeAsync("second") : repository.Main;
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(desk, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        desk.Write("a.txt", "bob\n");

        (await bob.ClaimAsync("a.txt")).Refused();
        var refused = await desk.As("bob").CommitAsync("a.txt");
        (await ada.ReleaseAsync("a.txt")).Succeeded();
        var passed = await desk.As("bob").CommitAsync("a.txt");

        refused.Ended(1).Says("ada").Says("a.txt");
        passed.Succeeded().IsSilentAbout("sidecar");
    }

    [Fact]
    public async Task A_refused_claim_says_who_why_since_when_until_when_and_what_to_do()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.CallAsync("claim", """{"paths":["src/"],"reason":"rework the login"}""")).Succeeded();

        var refusal = (await bob.CallAsync("claim", """{"paths":["b.txt","src/api/login.cs"]}""")).Refused();

        var held = Assert.Single(refusal["refused"].EnumerateArray());
        Assert.Equal("src/api/login.cs", held.GetProperty("path").GetString());
        Assert.Equal("ada", held.GetProperty("holder").GetString());
        Assert.Equal("exclusive", held.GetProperty("mode").GetString());
        Assert.Equal("rework the login", held.GetProperty("reason").GetString());
        Assert.Equal("explicit", held.GetProperty("source").GetString());
        Assert.True(held.GetProperty("live").GetBoolean());
        Assert.True(held.GetProperty("expires").GetDateTimeOffset() > held.GetProperty("since").GetDateTimeOffset());
        Assert.False(string.IsNullOrWhiteSpace(held.GetProperty("next").GetString()));
        Assert.Empty(refusal["granted"].EnumerateArray());
        Assert.All(["ada", "src/", "rework the login", "exclusive", "explicit", "ends in", "next: "], word => Assert.Contains(word, refusal.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_claim_takes_none_of_its_paths()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        (await bob.ClaimAsync("b.txt", "a.txt")).Refused();

        (await ada.ClaimAsync("b.txt")).Succeeded();
    }

    [Fact]
    public async Task A_refused_commit_changes_neither_the_index_nor_a_file()
    {
        using var repository = await SandboxRepository.CreateAsync();
        var desk = repository.Main.As("bob");
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        desk.Write("a.txt", "bob\n");
        desk.Write("b.txt", "bob\n");
        // Git itself refreshes the index before it asks the hook; the second time there is nothing left to refresh.
        (await desk.CommitAsync("a.txt", "b.txt")).Ended(1);
        var before = Snapshot.Of(desk.Folder, ".git/index", "a.txt", "b.txt", ".git/refs/heads/main", ".git/logs/HEAD");

        (await desk.GitAsync("commit", "-q", "-m", "x")).Ended(1);
        (await desk.GitAsync("commit", "-q", "-m", "x", "--", "a.txt")).Ended(1);

        Assert.Equal(before, Snapshot.Of(desk.Folder, ".git/index", "a.txt", "b.txt", ".git/refs/heads/main", ".git/logs/HEAD"));
    }

    [Theory]
    [InlineData("with space.txt")]
    [InlineData("quo'te\"s.txt")]
    [InlineData("app/[id]/page.tsx")]
    [InlineData("src/{a}/x.ts")]
    [InlineData("Übung-日本-é.txt")]
    [InlineData("-dash.txt")]
    [InlineData("back\\slash.txt")]
    [InlineData("$(touch oops) `x` ;&|.txt")]
    [InlineData("#hash !bang ~tilde.txt")]
    [InlineData("what?.txt")]
    public async Task A_path_is_held_whatever_it_is_called(string path)
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync(path)).Succeeded();
        repository.Main.Write(path, "bob\n");
        repository.Main.Write("b.txt", "bob\n");
        (await repository.Main.GitAsync("--literal-pathspecs", "add", "--", path, "b.txt")).Succeeded();

        var refused = await repository.Main.As("bob").GitAsync("commit", "-q", "-m", "x");
        var literally = await repository.Main.As("bob").GitAsync("--literal-pathspecs", "commit", "-q", "-m", "x", "--", path);
        var harmless = await repository.Main.As("bob").GitAsync("commit", "-q", "-m", "x", "--", "b.txt");

        refused.Ended(1).Says("ada").Says(path);
        literally.Ended(1).Says("ada");
        harmless.Succeeded();
        Assert.Equal("b.txt\n", (await repository.Main.GitAsync("show", "--format=", "--name-only", "HEAD")).Output);
    }

    [Fact]
    public async Task A_file_with_a_newline_in_its_name_is_held_by_its_folder()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("odd/")).Succeeded();
        repository.Main.Write("odd/new\nline\u001b[31m.txt", "bob\n");

        var refused = await repository.Main.As("bob").CommitAsync("odd");

        refused.Ended(1).Says("ada").IsSilentAbout("\u001b");
    }

    [Fact]
    public async Task The_first_commit_of_a_repository_is_guarded_too()
    {
        using var repository = await SandboxRepository.EmptyAsync();
        await repository.SetUpAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        repository.Main.Write("a.txt", "bob\n");
        repository.Main.Write("b.txt", "bob\n");

        var refused = await repository.Main.As("bob").CommitAsync("a.txt", "b.txt");
        (await ada.CallAsync("release")).Succeeded();
        var passed = await repository.Main.As("bob").CommitAsync("a.txt", "b.txt");

        refused.Ended(1).Says("ada");
        passed.Succeeded();
    }

    [Fact]
    public async Task Another_repository_is_none_of_its_business()
    {
        using var repository = await SandboxRepository.CreateAsync();
        using var other = await SandboxRepository.WithoutSidecarAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        other.Main.Write("a.txt", "bob\n");

        var passed = await other.Main.As("bob").CommitAsync("a.txt");

        passed.Succeeded().IsSilentAbout("sidecar");
    }

    [Fact]
    public async Task A_hook_whose_state_is_gone_is_silent()
    {
        using var repository = await SandboxRepository.CreateAsync();
        Directory.Delete(repository.StateFolder, recursive: true);
        repository.Main.Write("a.txt", "bob\n");

        var passed = await repository.Main.As("bob").CommitAsync("a.txt");

        passed.Succeeded().IsSilentAbout("sidecar");
        Assert.False(Directory.Exists(repository.StateFolder));
    }
}
