using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Commits;

/// <summary>Ada holds a.txt and all of held/. Bob tries every way that git has.</summary>
public sealed class WaysToCommitTests(GuardedRepository repository) : IClassFixture<GuardedRepository>
{
    [Theory]
    [InlineData("echo x >a.txt; git commit -q -m x -- a.txt")]
    [InlineData("echo x >a.txt; git commit -q -a -m x")]
    [InlineData("echo x >a.txt; git add -A; git commit -q -m x")]
    [InlineData("echo x >a.txt; git add a.txt; git commit -q --amend --no-edit")]
    [InlineData("echo x >a.txt; echo x >b.txt; git add b.txt; git commit -q -m x -i a.txt")]
    [InlineData("echo x >a.txt; cd src; git commit -q -a -m x")]
    [InlineData("echo x >a.txt; git -C src/api commit -q -a -m x")]
    [InlineData("git mv a.txt c.txt; git commit -q -m x")]
    [InlineData("git mv b.txt held/b.txt; git commit -q -m x")]
    [InlineData("git mv held moved; git commit -q -m x")]
    [InlineData("git rm -q a.txt; git commit -q -m x")]
    [InlineData("rm a.txt; ln -s b.txt a.txt; git add a.txt; git commit -q -m x")]
    [InlineData("chmod +x a.txt; git add a.txt; git commit -q -m x")]
    [InlineData("echo x >held/new.txt; git add held; git commit -q -m x")]
    [InlineData("cp .git/index .git/other; export GIT_INDEX_FILE=.git/other; echo x >a.txt; git add a.txt; git commit -q -m x")]
    [InlineData("git config diff.renames copies; git mv a.txt c.txt; git commit -q -m x")]
    public async Task A_commit_of_a_held_path_is_refused(string script)
    {
        await repository.ResetAsync();

        var commit = await repository.BobsDesk.ShellAsync(script);

        commit.Ended(1).Says("commit refused").Says("ada");
        Assert.Equal("start\n", (await repository.Human.GitAsync("describe", "--tags", "--always", "HEAD")).Output);
    }

    [Theory]
    [InlineData("echo x >b.txt; git commit -q -m x -- b.txt")]
    [InlineData("echo x >a.txt; echo x >b.txt; git add a.txt; git commit -q -m x -- b.txt")]
    [InlineData("git commit -q --allow-empty -m x")]
    [InlineData("git commit -q --amend -m 'only the words'")]
    [InlineData("mkdir -p docs heldx; echo x >docs/a.txt; echo x >heldx/one.txt; git add docs heldx; git commit -q -m x")]
    [InlineData("echo x >a.txt; git commit -q --no-verify -a -m x")]
    public async Task A_commit_of_other_paths_passes_in_silence(string script)
    {
        await repository.ResetAsync();

        var commit = await repository.BobsDesk.ShellAsync(script);

        commit.Succeeded().IsSilentAbout("sidecar");
        Assert.NotEqual("start\n", (await repository.Human.GitAsync("describe", "--tags", "--always", "HEAD")).Output);
    }

    [Fact]
    public async Task The_holder_commits_its_own_paths()
    {
        await repository.ResetAsync();

        var commit = await repository.Human.As("ada").ShellAsync("echo x >a.txt; git commit -q -a -m x");

        commit.Succeeded().IsSilentAbout("sidecar");
    }

    [Theory]
    [InlineData("refuse", 1, "commit refused")]
    [InlineData("warn", 0, "warning")]
    [InlineData("off", 0, "")]
    public async Task Humans_are_treated_as_the_setting_says(string setting, int exitCode, string says)
    {
        await repository.ResetAsync();
        (await repository.Human.GitAsync("config", "sidecar.humans", setting)).Succeeded();

        var commit = await repository.Human.ShellAsync("echo x >a.txt; git commit -q -a -m x");

        commit.Ended(exitCode).Says(says);
        Assert.Equal(says.Length > 0, commit.Error.Contains("ada", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_humans_are_allowed_agents_are_not()
    {
        await repository.ResetAsync();
        (await repository.Human.GitAsync("config", "sidecar.humans", "off")).Succeeded();

        var commit = await repository.BobsDesk.ShellAsync("echo x >a.txt; git commit -q -a -m x");

        commit.Ended(1).Says("ada");
    }

    [Fact]
    public async Task Where_sidecar_is_switched_off_nothing_is_refused_or_said()
    {
        await repository.ResetAsync();
        (await repository.Human.GitAsync("config", "sidecar.enabled", "false")).Succeeded();

        var commit = await repository.BobsDesk.ShellAsync("echo x >a.txt; git commit -q -a -m x");

        commit.Succeeded().IsSilentAbout("sidecar");
    }

    [Fact]
    public async Task A_shared_claim_refuses_no_commit()
    {
        await repository.ResetAsync();
        (await repository.Ada.CallAsync("release")).Succeeded();
        (await repository.Ada.CallAsync("claim", """{"paths":["a.txt"],"mode":"shared"}""")).Succeeded();

        var commit = await repository.BobsDesk.ShellAsync("echo x >a.txt; git commit -q -a -m x");

        commit.Succeeded().IsSilentAbout("sidecar");
    }

    [Fact]
    public async Task A_claimed_resource_refuses_no_commit()
    {
        await repository.ResetAsync();
        (await repository.Ada.CallAsync("release")).Succeeded();
        (await repository.Ada.ClaimAsync("task:a.txt")).Succeeded();

        var commit = await repository.BobsDesk.ShellAsync("echo x >a.txt; echo x >task:a.txt; git add -A; git commit -q -m x");

        commit.Succeeded().IsSilentAbout("sidecar");
    }

    [Fact]
    public async Task An_override_passes_and_is_told_to_the_holder()
    {
        await repository.ResetAsync();

        var commit = await repository.BobsDesk.With("SIDECAR_OVERRIDE", "the site is down").ShellAsync("echo x >a.txt; git commit -q -a -m x");
        var told = await repository.Ada.CallAsync("status");

        commit.Succeeded().Says("override by bob").Says("the site is down");
        Assert.Contains("the site is down", told.Text, StringComparison.Ordinal);
        Assert.Contains("bob", told["inbox"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_override_without_a_reason_is_none()
    {
        await repository.ResetAsync();

        var commit = await repository.BobsDesk.With("SIDECAR_OVERRIDE", "  ").ShellAsync("echo x >a.txt; git commit -q -a -m x");

        commit.Ended(1).Says("needs a reason");
    }

    [Fact]
    public async Task The_ways_out_that_a_refusal_names_work_as_they_stand()
    {
        await repository.ResetAsync();
        var desk = repository.BobsDesk.With("PATH", $"{Programs.Folder}:{repository.BobsDesk.Environment["PATH"]}");
        var refused = (await desk.ShellAsync("echo x >a.txt; echo x >'b [1] it'\\''s.txt'; git add -A; git commit -q -m x")).Ended(1);
        var commands = refused.Error.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).ToList();

        var send = await desk.ShellAsync(commands.Single(line => line.Contains(" send ", StringComparison.Ordinal)));
        var commit = await desk.ShellAsync(commands.Single(line => line.Contains("git commit -m 'MESSAGE' -- ", StringComparison.Ordinal)));

        send.Succeeded();
        commit.Succeeded();
        Assert.Equal("b [1] it's.txt\n", (await desk.GitAsync("show", "--format=", "--name-only", "HEAD")).Output);
    }
}
