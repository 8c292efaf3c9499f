using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Setup;

/// <summary>The hooks that take notice, under everything that git does; with the real program, and with one that writes down its calls.</summary>
public sealed class GitHookTests : IDisposable
{
    private const string CommonHooks = ".git/hooks";

    private SandboxRepository? _repository;

    public static TheoryData<string> Places => [CommonHooks, ".githooks", ".husky/_"];

    public void Dispose() => _repository?.Dispose();

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Every_hook_starts_the_program_with_what_git_gave_it(string hooks)
    {
        var desk = await PrepareAsync(hooks);
        StandIn(desk, hooks);

        await DoAsync(desk, "commit -q --allow-empty -m x", "switch -q -c side", "merge -q --no-ff --no-edit other");
        await DoAsync(desk, "commit -q --amend -m y", "reset -q --hard HEAD~1", "checkout -q a.txt");

        var calls = Calls(desk);
        var (old, now) = (await HashAsync(desk, "side@{2}"), await HashAsync(desk, "side@{1}"));
        Assert.Contains("post-commit:", calls);
        Assert.Contains(calls, call => call.StartsWith("post-checkout ", StringComparison.Ordinal) && call.EndsWith(" 1:", StringComparison.Ordinal));
        Assert.Contains(calls, call => call.StartsWith("post-checkout ", StringComparison.Ordinal) && call.EndsWith(" 0:", StringComparison.Ordinal));
        Assert.Contains("post-merge 0:", calls);
        Assert.Contains($"post-rewrite amend:{old} {now}", calls);
        Assert.Contains("post-index-change 1 0:", calls);
    }

    [Fact]
    public async Task What_changes_the_index_alone_starts_no_program()
    {
        var desk = await PrepareAsync(CommonHooks);
        StandIn(desk, CommonHooks);
        desk.Write("a.txt", "two\n");
        desk.Write("new.txt", "new\n");

        await DoAsync(desk, "add -A", "status", "rm -q --cached b.txt", "reset -q", "update-index -q --refresh", "diff --stat");

        Assert.Empty(Calls(desk));
    }

    [Fact]
    public async Task The_users_own_hooks_get_their_arguments_and_input_and_their_exit_code_counts()
    {
        var desk = await PrepareAsync(CommonHooks, before: repository =>
        {
            foreach (var name in new[] { "post-commit", "post-checkout", "post-merge", "post-rewrite", "post-index-change" })
                WriteProgram(repository, $"{CommonHooks}/{name}", $"#!/bin/sh\nset -- {name} \"$@\"\necho \"$*:$(cat)\" >>\"$HOME/theirs\"\nexit 3\n");
        });
        StandIn(desk, CommonHooks);

        var commit = await desk.GitAsync("commit", "-q", "--allow-empty", "-m", "x");
        var toSide = await desk.GitAsync("switch", "-q", "-c", "side");
        var restored = await desk.GitAsync("checkout", "-q", "a.txt");
        var merge = await desk.GitAsync("merge", "-q", "--no-ff", "--no-edit", "other");
        var amend = await desk.GitAsync("commit", "-q", "--amend", "-m", "y");

        // Git ends with the code of post-checkout: as it is in a checkout of files, as 1 in a switch. It ignores the others'.
        Assert.Equal((0, 1, 3, 0, 0), (commit.ExitCode, toSide.ExitCode, restored.ExitCode, merge.ExitCode, amend.ExitCode));
        var theirs = File.ReadAllLines(Path.Combine(desk.Environment["HOME"], "theirs"));
        Assert.Contains("post-index-change 0 0:", theirs);
        Assert.Equal(
            Calls(desk).Where(call => !call.StartsWith("pre-commit", StringComparison.Ordinal)),
            theirs.Where(call => !call.StartsWith("post-index-change 0 ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_printed_and_nothing_stopped_whatever_git_does(bool isProgramThere)
    {
        var desk = await PrepareAsync(CommonHooks);
        if (!isProgramThere)
            StandIn(desk, CommonHooks, program: "/no/such/sidecar-hook", leaveOut: "pre-commit");

        desk.Write("a.txt", "two\n");
        await SilentAsync(desk, "stash -q", "stash pop -q", "add a.txt", "commit -q -m two", "commit -q --amend -m two");
        await SilentAsync(desk, "switch -q other", "switch -q -", "checkout -q HEAD~1", "checkout -q main", "checkout -q -- a.txt");
        await SilentAsync(desk, "merge -q --no-ff --no-edit other", "reset -q --hard HEAD~1", "rebase -q other", "cherry-pick -n HEAD");
        await SilentAsync(desk, "reset -q --hard", "revert --no-edit -n HEAD", "reset -q --merge", "clean -fdq");
    }

    [Fact]
    public async Task A_linked_worktree_has_the_same_hooks()
    {
        var desk = await PrepareAsync(CommonHooks);
        StandIn(desk, CommonHooks);

        var linked = await _repository!.AddWorktreeAsync("linked");
        await DoAsync(linked, "commit -q --allow-empty -m x");

        Assert.Contains("post-commit:", Calls(desk));
    }

    [Fact]
    public async Task The_doctor_misses_a_hook_and_init_puts_it_in_again()
    {
        var desk = await PrepareAsync(CommonHooks);
        File.Delete(desk.PathOf($"{CommonHooks}/post-checkout"));

        var missing = await desk.SidecarAsync("doctor");
        (await desk.SidecarAsync("init")).Succeeded().Says("created    ").Says("post-checkout");
        var mended = await desk.SidecarAsync("doctor");

        missing.Succeeded().Says("post-checkout missing. Changes made by git are not told apart from edits.").Says("next: sidecar -C ");
        mended.Succeeded().Says("Git tells Sidecar what it changes").IsSilentAbout("warning");
    }

    /// <summary>A repository with a branch "other" to merge, hooks where the test wants them, and Sidecar.</summary>
    private async Task<Desk> PrepareAsync(string hooks, Action<Desk>? before = null)
    {
        _repository = await SandboxRepository.WithoutSidecarAsync();
        var desk = _repository.Main;
        await DoAsync(desk, "switch -q -c other");
        desk.Write("other.txt", "other\n");
        (await desk.CommitAsync("other.txt")).Succeeded();
        await DoAsync(desk, "switch -q main");
        if (hooks != CommonHooks)
            await DoAsync(desk, $"config core.hooksPath {hooks}");
        if (hooks.StartsWith(".husky", StringComparison.Ordinal))
            WriteHusky(desk, hooks);
        before?.Invoke(desk);
        await _repository.SetUpAsync();
        return desk;
    }

    // What "husky init" generates, in essence: a starter for each hook that husky knows.
    private static void WriteHusky(Desk desk, string folder)
    {
        desk.Write($"{folder}/.gitignore", "*");
        desk.Write($"{folder}/h", "#!/usr/bin/env sh\nn=$(basename \"$0\")\ns=$(dirname \"$(dirname \"$0\")\")/$n\n[ ! -f \"$s\" ] && exit 0\nsh -e \"$s\" \"$@\"\n");
        foreach (var name in new[] { "pre-commit", "post-commit", "post-checkout", "post-merge", "post-rewrite" })
            WriteProgram(desk, $"{folder}/{name}", "#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"\n");
    }

    /// <summary>Lets the installed hooks start another program: by default one that writes down how it was called.</summary>
    private static void StandIn(Desk desk, string hooks, string? program = null, string leaveOut = "")
    {
        var writer = desk.PathOf(".git/stand-in");
        WriteProgram(desk, ".git/stand-in", "#!/bin/sh\necho \"$*:$(cat)\" >>\"$HOME/calls\"\necho out; echo error >&2\n");
        var folder = desk.PathOf(hooks);
        foreach (var file in Directory.GetFiles(folder).Concat(Directory.GetFiles(Path.GetDirectoryName(folder)!)))
        {
            var text = File.ReadAllText(file);
            if (Path.GetFileName(file) != leaveOut && text.Contains(Programs.Hook, StringComparison.Ordinal))
                File.WriteAllText(file, text.Replace(Programs.Hook, program ?? writer, StringComparison.Ordinal));
        }
    }

    private static string[] Calls(Desk desk)
    {
        var calls = Path.Combine(desk.Environment["HOME"], "calls");
        return File.Exists(calls) ? File.ReadAllLines(calls) : [];
    }

    private static async Task<string> HashAsync(Desk desk, string revision) =>
        (await desk.GitAsync("rev-parse", revision)).Succeeded().Output.Trim();

    private static async Task DoAsync(Desk desk, params string[] commands)
    {
        foreach (var command in commands)
            (await desk.GitAsync(command.Split(' '))).Succeeded();
    }

    private static async Task SilentAsync(Desk desk, params string[] commands)
    {
        foreach (var command in commands)
        {
            var ran = (await desk.GitAsync(command.Split(' '))).Succeeded();
            Assert.True(ran.All.Length == 0, $"expected nothing from:\n{ran}");
        }
    }

    private static void WriteProgram(Desk desk, string file, string text)
    {
        desk.Write(file, text);
        File.SetUnixFileMode(desk.PathOf(file), File.GetUnixFileMode(desk.PathOf(file)) | UnixFileMode.UserExecute);
    }
}
