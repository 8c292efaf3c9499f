using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.BadInput;

/// <summary>Processes that may do less than others: in a client's sandbox, or by the permissions of the files.</summary>
public sealed class SandboxTests
{
    // Even root may not look without these two rights.
    private static readonly string AsAnybody = Environment.UserName == "root"
        ? "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override,-dac_read_search --"
        : "";

    [MountFact]
    public async Task Where_the_state_can_only_be_read_what_can_be_read_is_told()
    {
        using var repository = await SandboxRepository.CreateAsync();
        var desk = repository.Main.As("bob").With("HERE", repository.Main.Folder);
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        desk.Write("a.txt", "bob\n");
        (await desk.GitAsync("add", "a.txt")).Succeeded();

        var guard = await ReadOnlyAsync(desk, $"'{Programs.Hook}' pre-commit");
        var claims = await ReadOnlyAsync(desk, $"'{Programs.Command}' claims");
        var claim = await ReadOnlyAsync(repository.Main.With("HERE", repository.Main.Folder), $"'{Programs.Command}' claim b.txt");

        guard.Ended(1).Says("commit refused").Says("ada");
        claims.Succeeded().Says("a.txt").Says("ada");
        claim.Ended(4).Says("can only be read").Says("next: ");
    }

    [MountFact]
    public async Task Where_the_index_of_the_history_can_only_be_read_it_answers_and_says_that_it_may_be_old()
    {
        using var repository = await SandboxRepository.CreateAsync();
        var desk = repository.Main.With("HERE", repository.Main.Folder);
        (await desk.SidecarAsync("related", "a.txt")).Succeeded().Says("History: 1 commit, read with git");
        desk.Write("a.txt", "two\n");
        (await desk.CommitAsync("a.txt")).Succeeded();

        var related = await ReadOnlyAsync(desk, $"'{Programs.Command}' related a.txt");

        related.Succeeded().Says("b.txt").Says("History: cannot be followed: ").Says("; 1 commit is known");
    }

    [Theory]
    [InlineData(".git/sidecar")]
    [InlineData(".git/sidecar/state.db")]
    public async Task A_state_that_may_not_be_looked_at_is_not_taken_for_none(string hidden)
    {
        using var repository = await SandboxRepository.CreateAsync();
        repository.Main.Write("a.txt", "bob\n");
        File.SetUnixFileMode(repository.Main.PathOf(hidden), UnixFileMode.None);

        var commit = await repository.Main.As("bob").ShellAsync($"git add a.txt && {AsAnybody} git commit -q -m x");
        var status = await repository.Main.ShellAsync($"{AsAnybody} '{Programs.Command}' status");
        File.SetUnixFileMode(repository.Main.PathOf(hidden), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        commit.Succeeded().Says("claims not checked, commit goes ahead");
        status.Ended(4).Says("next: ");
    }

    private static Task<Ran> ReadOnlyAsync(Desk desk, string command) => desk.RunAsync(
        "unshare", "-m", "sh", "-c", $"mount --bind \"$HERE\" \"$HERE\" && mount -o remount,ro,bind \"$HERE\" && cd \"$HERE\" && {command}");
}
