using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Commits;

/// <summary>Merges and their like. Ada holds a.txt and all of held/; bob finishes what git began.</summary>
public sealed class GitOperationTests(GuardedRepository repository) : IClassFixture<GuardedRepository>
{
    /// <summary>Branch topic changes FILE and b.txt, main changes b.txt otherwise.</summary>
    private const string Diverge = """
        git switch -q -c topic && echo topic >b.txt && echo topic >FILE && git add -A && git commit -q --no-verify -m topic &&
        git switch -q main && echo main >b.txt && git commit -q --no-verify -a -m main
        """;

    [Fact]
    public async Task A_merge_carries_in_what_others_hold_as_it_was_committed()
    {
        await repository.ResetAsync();
        await BranchesApartAsync("a.txt");

        var merge = await repository.BobsDesk.ShellAsync("git merge -q topic; echo both >b.txt; git add b.txt; git commit -q -m merged");

        merge.Succeeded().IsSilentAbout("sidecar");
    }

    [Fact]
    public async Task A_conflict_resolved_in_a_held_path_is_refused()
    {
        await repository.ResetAsync();
        await BranchesApartAsync("c.txt");
        (await repository.Ada.ClaimAsync("b.txt")).Succeeded();

        var merge = await repository.BobsDesk.ShellAsync("git merge -q topic; echo both >b.txt; git add b.txt; git commit -q -m merged");

        merge.Ended(1).Says("commit refused").Says("b.txt").IsSilentAbout("c.txt");
    }

    [Fact]
    public async Task A_held_path_changed_besides_the_merge_is_refused()
    {
        await repository.ResetAsync();
        await BranchesApartAsync("c.txt");

        var merge = await repository.BobsDesk.ShellAsync(
            "git merge -q topic; echo both >b.txt; echo smuggled >a.txt; git add -A; git commit -q -m merged");

        merge.Ended(1).Says("a.txt");
    }

    [Fact]
    public async Task A_cherry_pick_goes_on_with_what_others_hold_as_it_was_committed()
    {
        await repository.ResetAsync();
        await BranchesApartAsync("a.txt");

        var pick = await repository.BobsDesk.ShellAsync(
            "git cherry-pick topic; echo both >b.txt; git add b.txt; git cherry-pick --continue");

        pick.Succeeded().IsSilentAbout("sidecar");
    }

    [Fact]
    public async Task A_cherry_pick_that_resolves_a_held_path_is_refused_and_can_go_on_later()
    {
        await repository.ResetAsync();
        await BranchesApartAsync("c.txt");
        (await repository.Ada.ClaimAsync("b.txt")).Succeeded();

        var refused = await repository.BobsDesk.ShellAsync("git cherry-pick topic; echo both >b.txt; git add b.txt; git cherry-pick --continue");
        (await repository.Ada.ReleaseAsync("b.txt")).Succeeded();
        var passed = await repository.BobsDesk.ShellAsync("git cherry-pick --continue");

        refused.Says("commit refused").Says("b.txt");
        Assert.NotEqual(0, refused.ExitCode);
        passed.Succeeded();
    }

    [Fact]
    public async Task A_rebase_is_never_broken()
    {
        await repository.ResetAsync();
        await BranchesApartAsync("a.txt");
        (await repository.Ada.ClaimAsync("b.txt")).Succeeded();

        var rebase = await repository.BobsDesk.ShellAsync(
            """
            git switch -q topic; git rebase -q main; echo both >b.txt; git add b.txt
            git commit -q -m 'in the middle' && git rebase --continue
            """);

        rebase.Succeeded().Says("never broken");
        Assert.Equal("both\n", repository.Human.Read("b.txt"));
    }

    [Fact]
    public async Task A_revert_of_a_held_path_that_only_takes_back_is_no_edit_of_it()
    {
        await repository.ResetAsync();
        (await repository.Human.ShellAsync(
            """
            echo two >a.txt; echo two >b.txt; git commit -q --no-verify -a -m two
            echo three >b.txt; git commit -q --no-verify -a -m three
            """)).Succeeded();

        var revert = await repository.BobsDesk.ShellAsync("git revert --no-edit HEAD~1; echo four >b.txt; git add b.txt; git revert --continue");

        revert.Succeeded().IsSilentAbout("sidecar");
        Assert.Equal("one\n", repository.Human.Read("a.txt"));
    }

    private async Task BranchesApartAsync(string file) =>
        (await repository.Human.ShellAsync(Diverge.Replace("FILE", file, StringComparison.Ordinal))).Succeeded();
}
