using Sidecar.Agents;
using Sidecar.Repository;
using Sidecar.Tests.Agents;
using Sidecar.Tests.Agents.Processes;

namespace Sidecar.Tests.Repository;

public sealed class GitCommandLineTests
{
    private const int Hook = 90;

    private static readonly Dictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("reset --hard", "reset", "--hard")]
    [InlineData("stash pop", "stash", "pop")]
    [InlineData("checkout -- .", "checkout", "--", ".")]
    [InlineData("checkout HEAD -- …", "checkout", "HEAD", "--", "src/a.cs", "src/b.cs")]
    [InlineData("switch main", "switch", "main")]
    [InlineData("switch -", "switch", "-")]
    [InlineData("switch -c feature", "switch", "-c", "feature", "main")]
    [InlineData("commit -am", "commit", "-am", "the secret plan")]
    [InlineData("commit -m", "commit", "-mplan")]
    [InlineData("commit --message", "commit", "--message=plan")]
    [InlineData("commit --author --amend", "commit", "--author", "A <a@example.invalid>", "--amend")]
    [InlineData("stash push -m --", "stash", "push", "-m", "plan", "--")]
    [InlineData("stash save", "stash", "save", "the secret plan")]
    [InlineData("checkout -m main", "checkout", "-m", "main")]
    [InlineData("cherry-pick -m abc123", "cherry-pick", "-m", "1", "abc123")]
    [InlineData("rebase --onto main", "rebase", "--onto", "main", "dev")]
    [InlineData("pull …", "pull", "https://ada:password@example.invalid/x.git")]
    [InlineData("clone -c …", "clone", "-c", "http.extraHeader=password")]
    [InlineData("ci …", "ci", "the secret plan")]
    [InlineData("reset --hard", "-C", "/some where", "-c", "user.name=x", "--git-dir", "/x", "--no-pager", "--work-tree=/y", "reset", "--hard")]
    [InlineData("switch \\u001b[31m", "switch", "\u001b[31m")]
    public void The_subcommand_its_options_and_one_word_are_shown(string shown, params string[] words) =>
        Assert.Equal(shown, GitCommandLine.Shown(words));

    [LinuxTheory]
    [InlineData("stash -q", "stash", "-q")]
    [InlineData("reset --hard -q", "-c", "core.pager=cat", "reset", "--hard", "-q")]
    [InlineData("checkout -q -- .", "checkout", "-q", "--", ".")]
    [InlineData("switch -q -f side", "switch", "-q", "-f", "side")]
    public async Task In_a_hook_of_real_git_it_is_what_was_typed(string shown, params string[] command)
    {
        using var repository = new ScratchRepository();
        repository.Commit("a.txt").Git("branch", "side");
        repository.Commit("b.txt").Write("a.txt", "changed\n");
        repository.Run("mkfifo", ["started", "go"], repository.Folder);
        foreach (var hook in new[] { "post-index-change", "post-checkout" })
        {
            repository.Hook(hook, """
                #!/bin/sh
                [ "$1" = 0 ] || [ -e ../seen ] || {
                    touch ../seen
                    echo $$ >../started
                    read -r _ <../go
                }
                """);
        }

        var git = Task.Run(() => repository.TryGit(command));

        // On a thread of its own: to open a pipe is to wait for the other end, which never comes if git runs no hook.
        var started = Task.Run(() => File.ReadAllText(Path.Combine(repository.Folder, "started")));
        Assert.Same(started, await Task.WhenAny(started, git));
        var found = GitCommandLine.Of(ProcessTables.ForThisSystem(), int.Parse(await started), Nothing);
        await File.WriteAllTextAsync(Path.Combine(repository.Folder, "go"), "go\n");
        await git;

        Assert.Equal(shown, found);
    }

    [Fact]
    public void It_is_never_long()
    {
        var shown = GitCommandLine.Shown(["switch", new string('x', 200)]);

        Assert.Equal(60, shown!.Length);
    }

    [Theory]
    [InlineData]
    [InlineData("--version")]
    [InlineData("-C")]
    public void Without_a_subcommand_there_is_nothing_to_show(params string[] words) => Assert.Null(GitCommandLine.Shown(words));

    [Fact]
    public void What_git_started_for_a_command_is_not_what_was_typed()
    {
        var processes = new FakeProcesses()
            .Started(10, 1, "/bin/bash").Started(20, 10, "git", "stash", "-q").Started(30, 20, "/usr/lib/git-core/git", "reset", "--hard", "-q")
            .Started(80, 30, "/bin/sh", ".git/hooks/post-index-change", "1", "0").Started(Hook, 80, "sidecar-hook", "post-index-change");

        Assert.Equal("stash -q", GitCommandLine.Of(processes, Hook, Nothing));
    }

    [Fact]
    public void A_git_beyond_another_program_did_not_start_it()
    {
        var processes = new FakeProcesses()
            .Started(10, 1, "git", "bisect", "run", "./try").Started(20, 10, "/bin/sh", "./try").Started(30, 20, "git", "checkout", ".")
            .Started(Hook, 30, "sidecar-hook", "post-checkout");

        Assert.Equal("checkout .", GitCommandLine.Of(processes, Hook, Nothing));
    }

    [Fact]
    public void Where_the_processes_tell_nothing_git_left_word_in_the_environment()
    {
        var hidden = new FakeProcesses().With(20, 1, "git").Started(Hook, 20, "sidecar-hook", "post-merge");
        var environment = new Dictionary<string, string> { ["GIT_REFLOG_ACTION"] = "pull --rebase https://ada:password@example.invalid/x.git" };

        Assert.Equal("pull --rebase …", GitCommandLine.Of(hidden, Hook, environment));
        Assert.Null(GitCommandLine.Of(hidden, Hook, Nothing));
    }
}
