namespace Sidecar.Scenarios.World;

/// <summary>
/// A repository in which ada holds a.txt and all of held/, and bob is there too. Shared by the tests of a class: each
/// begins by calling <see cref="ResetAsync"/>.
/// </summary>
public sealed class GuardedRepository : IAsyncLifetime
{
    private SandboxRepository _repository = null!;

    internal AgentProcess Ada { get; private set; } = null!;

    internal AgentProcess Bob { get; private set; } = null!;

    internal Desk Human => _repository.Main;

    internal Desk BobsDesk => Human.As("bob");

    public async Task InitializeAsync()
    {
        _repository = await SandboxRepository.CreateAsync();
        Human.Write("held/one.txt", "one\n");
        (await Human.CommitAsync(".")).Succeeded();
        (await Human.GitAsync("tag", "start")).Succeeded();
        Ada = await AgentProcess.StartAsync(Human, "ada");
        Bob = await AgentProcess.StartAsync(Human, "bob");
    }

    /// <summary>Takes back whatever an earlier test did.</summary>
    internal async Task ResetAsync()
    {
        (await Human.ShellAsync(
            """
            git rebase --abort; git merge --abort; git cherry-pick --abort
            git config --unset-all sidecar.humans; git config --unset-all sidecar.enabled; git config --unset-all sidecar.revert
            git switch -q --discard-changes main && git reset -q --hard start && git clean -qfdx -e .mcp.json &&
            git for-each-ref --format='%(refname:short)' refs/heads | grep -vx main | xargs -r git branch -q -D
            """)).Succeeded();
        (await Ada.CallAsync("release")).Succeeded();
        (await Ada.ClaimAsync("a.txt", "held/")).Succeeded();
    }

    public async Task DisposeAsync()
    {
        await Ada.DisposeAsync();
        await Bob.DisposeAsync();
        _repository.Dispose();
    }
}
