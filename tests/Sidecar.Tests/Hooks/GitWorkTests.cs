using Sidecar.Hooks;

namespace Sidecar.Tests.Hooks;

/// <summary>What the hooks after git's work record, with real git. Bob runs git; ada has uncommitted work.</summary>
public sealed class GitWorkTests : IDisposable
{
    private readonly HookedRepository _repository = new();

    [Theory]
    [InlineData("reset --hard")]
    [InlineData("checkout -- .")]
    [InlineData("stash -u")]
    [InlineData("checkout -q -f -b side")]
    public void Whoever_takes_anothers_work_away_is_named_to_it_once(string command)
    {
        _repository.Scratch.Commit("a.txt", "b.txt", "own.txt");
        _repository.Wrote("ada", "a.txt", "b.txt").Wrote("bob", "own.txt").WithHooks();

        _repository.Scratch.Git(command.Split(' '));

        Assert.Empty(_repository.Work());
        Assert.Empty(_repository.Told("bob"));
        Assert.Equal([$"bob ran `git {command}` in HERE: 2 of your uncommitted files changed: a.txt, b.txt."], _repository.Told("ada"));
        Assert.Equal([$"bob: {command}"], _repository.Operations());
    }

    [Fact]
    public void An_operation_that_leaves_the_files_alone_is_recorded_and_told_to_nobody()
    {
        _repository.Scratch.Commit("a.txt", "b.txt");
        _repository.Wrote("ada", "a.txt").WithHooks();

        _repository.Scratch.Git("switch", "-q", "-c", "side");

        Assert.Equal(["ada: a.txt"], _repository.Work());
        Assert.Empty(_repository.Told("ada"));
        Assert.Equal(["bob: switch -q -c side"], _repository.Operations());
    }

    [Fact]
    public void What_its_author_wrote_on_unreported_is_not_laid_at_the_door_of_the_next_operation()
    {
        _repository.Scratch.Commit("a.txt", "b.txt", "c.txt");
        _repository.Wrote("ada", "a.txt", "b.txt").WithHooks();
        _repository.Scratch.Write("a.txt", "more of ada\n").Write("b.txt", "b.txt\n");
        LongAgo("a.txt", "b.txt");

        _repository.Scratch.Git("switch", "-q", "-c", "side");

        Assert.Empty(_repository.Told("ada"));
        Assert.Contains("ada: a.txt", _repository.Work());
    }

    [Fact]
    public void Two_at_work_on_one_file_are_no_change_by_git()
    {
        _repository.Scratch.Commit("a.txt", "b.txt");
        _repository.Wrote("ada", "a.txt").Wrote("bob", "a.txt").WithHooks();
        var before = _repository.Told("ada").Count;

        _repository.Scratch.Git("switch", "-q", "-c", "side");

        Assert.Equal(["ada: a.txt", "bob: a.txt"], _repository.Work());
        Assert.Equal(before, _repository.Told("ada").Count);
    }

    [Fact]
    public void Other_content_that_git_leaves_uncommitted_is_the_work_of_whoever_ran_it()
    {
        _repository.Scratch.Commit("a.txt").Git("switch", "-qc", "side");
        _repository.Scratch.Write("a.txt", "side\n").Git("commit", "-qam", "side");
        _repository.Scratch.Git("switch", "-q", "main");
        _repository.Wrote("ada", "a.txt").WithHooks();

        _repository.Scratch.Git("checkout", "side", "--", "a.txt");

        Assert.Equal(["bob: a.txt"], _repository.Work());
        Assert.Equal(["bob ran `git checkout side -- …` in HERE: 1 of your uncommitted files changed: a.txt."], _repository.Told("ada"));
    }

    [Fact]
    public void A_merge_that_conflicts_and_one_that_does_not_are_recorded()
    {
        _repository.Scratch.Commit("a.txt", "b.txt").Git("switch", "-qc", "side");
        _repository.Scratch.Write("a.txt", "side\n").Git("commit", "-qam", "side");
        _repository.Scratch.Git("switch", "-q", "main");
        _repository.Wrote("ada", "b.txt").WithHooks();

        _repository.Scratch.Git("merge", "-q", "side");

        Assert.Equal(["bob: merge -q side"], _repository.Operations());
        Assert.Equal(["ada: b.txt"], _repository.Work());
        Assert.Empty(_repository.Told("ada"));
    }

    [Fact]
    public void A_commit_ends_ones_own_work_and_is_remembered_with_its_files()
    {
        _repository.Scratch.Commit("a.txt", "b.txt");
        _repository.Wrote("bob", "a.txt", "b.txt").WithHooks();

        _repository.Scratch.Git("commit", "-qm", "x", "--", "a.txt");

        Assert.Equal(["bob: b.txt"], _repository.Work());
        Assert.True(_repository.State.Commits.HasOthers("ada"));
        Assert.False(_repository.State.Commits.HasOthers("bob"));
    }

    [Fact]
    public void What_was_announced_is_done_by_a_commit_that_changes_it_and_not_by_one_made_anew()
    {
        _repository.Scratch.Commit("a.txt", "b.txt").Git("switch", "-qc", "side");
        _repository.Scratch.Write("a.txt", "side\n").Git("commit", "-qam", "side");
        _repository.Scratch.Git("switch", "-q", "main");
        _repository.Scratch.Write("b.txt", "two\n").Git("commit", "-qam", "two");
        _repository.WithHooks();
        _repository.Announce("bob", "a.txt", "b.txt");

        _repository.Scratch.Git("commit", "-q", "--amend", "-m", "other words");
        Assert.Equal(["a.txt", "b.txt"], _repository.Announced());
        _repository.Scratch.Git("cherry-pick", "side");
        Assert.Equal(["a.txt", "b.txt"], _repository.Announced());

        _repository.Scratch.Write("b.txt", "three\n").Git("commit", "-q", "--amend", "--no-edit", "-a");
        Assert.Equal(["a.txt"], _repository.Announced());
        _repository.Scratch.Write("a.txt", "four\n").Git("commit", "-qam", "four");
        Assert.Empty(_repository.Announced());
    }

    [Fact]
    public void What_was_changed_again_since_it_was_staged_stays_uncommitted_work()
    {
        _repository.Scratch.Commit("a.txt");
        _repository.Wrote("bob", "a.txt").WithHooks();
        _repository.Scratch.Git("add", "a.txt");
        _repository.Scratch.Write("a.txt", "more\n").Git("commit", "-qm", "x");

        Assert.Equal(["bob: a.txt"], _repository.Work());
    }

    [Theory]
    [InlineData("commit", "--no-verify", "-qam", "x")]
    [InlineData("commit", "--no-verify", "--amend", "-qam", "x")]
    public void A_sweep_past_the_guard_is_recorded_and_told(params string[] commit)
    {
        _repository.Scratch.Commit("a.txt", "b.txt");
        _repository.Wrote("ada", "a.txt").Wrote("bob", "b.txt").WithHooks();

        _repository.Scratch.Git(commit);

        Assert.Empty(_repository.Work());
        var told = Assert.Single(_repository.Told("ada"));
        Assert.Matches("^bob committed a\\.txt with changes of yours, in [0-9a-f]{10}; the guard did not stop it\\.$", told);
        Assert.Single(_repository.State.Events.Recent(50), happening => happening.Kind == "commit.swept");
        Assert.Empty(_repository.Told("bob"));
    }

    [Fact]
    public void Where_nobody_wants_to_know_of_a_sweep_nobody_is_told()
    {
        _repository.Scratch.Commit("a.txt");
        _repository.Wrote("ada", "a.txt").WithHooks().Scratch.Git("config", "sidecar.noVerify", "off");

        _repository.Scratch.Git("commit", "--no-verify", "-qam", "x");

        Assert.Empty(_repository.Work());
        Assert.Empty(_repository.Told("ada"));
    }

    [Fact]
    public void An_override_is_told_by_the_guard_and_not_a_second_time()
    {
        _repository.Scratch.Commit("a.txt");
        _repository.Wrote("ada", "a.txt").WithHooks();
        _repository.Scratch.Environment["SIDECAR_OVERRIDE"] = "the site is down";

        _repository.Scratch.Git("commit", "-qam", "x");

        Assert.Equal(["bob commits a.txt, held by you, by an override: \"the site is down\""], _repository.Told("ada"));
        Assert.Empty(_repository.Work());
    }

    [Fact]
    public void The_first_commit_is_remembered_too()
    {
        _repository.WithHooks().Wrote("bob", "a.txt").Scratch.Git("add", "-A");

        _repository.Scratch.Git("commit", "-qm", "first");

        Assert.Empty(_repository.Work());
        Assert.True(_repository.State.Commits.HasOthers("ada"));
    }

    [Fact]
    public void The_sweep_of_anothers_file_is_refused_and_the_command_that_is_shown_passes()
    {
        _repository.Scratch.Commit("a.txt");
        _repository.Wrote("ada", "it's ada's [x].txt").Wrote("bob", "bob's [own] file.txt").WithHooks();
        _repository.Scratch.Git("add", "-A");

        var refused = _repository.Scratch.TryGit("commit", "-m", "x");
        _repository.Follow(refused.Error, "git commit -m 'MESSAGE' -- ");

        Assert.Equal(1, refused.Code);
        Assert.Equal("bob's [own] file.txt\n", _repository.Scratch.Git("show", "--format=", "--name-only", "HEAD"));
        Assert.Equal(["ada: it's ada's [x].txt"], _repository.Work());
    }

    [Theory]
    [InlineData("diff.noprefix", "true")]
    [InlineData("log.diffMerges", "combined")]
    [InlineData("log.showSignature", "true")]
    [InlineData("log.showRoot", "false")]
    [InlineData("diff.renames", "copies")]
    [InlineData("format.pretty", "full")]
    [InlineData("core.quotePath", "true")]
    [InlineData("color.ui", "always")]
    public void No_configuration_keeps_a_merge_from_being_remembered(string name, string value)
    {
        _repository.Scratch.Commit("a.txt", "b.txt").Git("switch", "-qc", "side");
        _repository.Scratch.Write("a.txt", "side\n").Git("commit", "-qam", "side");
        _repository.Scratch.Git("switch", "-q", "main");
        _repository.Scratch.Write("b.txt", "main\n").Git("commit", "-qam", "main");
        _repository.Scratch.Git("merge", "-q", "--no-ff", "side");
        _repository.Scratch.Git("config", name, value);

        _repository.Run("bob", _repository.Scratch.Top, HookName.PostCommit);

        var before = _repository.Scratch.Git("rev-parse", "HEAD^1:a.txt").Trim();
        var found = _repository.State.Commits.Before(
            new Sidecar.Operations.CommittedFile(World.Changed.Path("a.txt"), "x", before), "ada");
        Assert.Equal(_repository.Scratch.Git("rev-parse", "HEAD").Trim(), Assert.Single(found).Id);
    }

    public void Dispose() => _repository.Dispose();

    private void LongAgo(params string[] paths)
    {
        foreach (var path in paths)
            File.SetLastWriteTimeUtc(_repository.Scratch.Path_(path), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }
}
