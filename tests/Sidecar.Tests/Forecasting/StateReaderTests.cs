using System.Runtime.Versioning;
using System.Security.Cryptography;
using Sidecar.Forecasting;
using Sidecar.Tests.Agents.Processes;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Forecasting;

/// <summary>Taking down what is in a worktree: all of it, and without a trace in the repository.</summary>
public sealed class StateReaderTests : IDisposable
{
    private readonly TwoWorktrees _worktrees = new();

    [Fact]
    public void A_clean_worktree_is_its_commit()
    {
        var state = _worktrees.Read(_worktrees.Other)!;

        Assert.Equal((_worktrees.GitOther("rev-parse", "HEAD").Trim(), ""), (state.Commit, state.LeftOut));
        Assert.Equal(state.Head, state.Commit);
    }

    [Fact]
    public void Everything_uncommitted_is_in_it_and_what_is_ignored_is_not()
    {
        _worktrees.Main.Write(".gitignore", "*.log\n").Write("gone.txt").Write("type.txt").Write("folder/a.txt").Git("add", "-A");
        _worktrees.Main.Git("commit", "-qm", "files");
        File.Delete(_worktrees.Main.Path_("gone.txt"));
        File.Delete(_worktrees.Main.Path_("type.txt"));
        File.CreateSymbolicLink(_worktrees.Main.Path_("type.txt"), "nine.txt");
        Directory.Delete(_worktrees.Main.Path_("folder"), recursive: true);
        _worktrees.Main.Write("folder", "a file now\n").Write("new/deep/ä.txt").Write("a.log").Write("staged.txt", "staged\n").Git("add", "staged.txt");
        _worktrees.Main.Write("staged.txt", "and changed since\n");

        var state = _worktrees.Read(_worktrees.Main.Top)!;

        Assert.Equal([".gitignore", "folder", "new/deep/ä.txt", "nine.txt", "staged.txt", "type.txt"], Files(state));
        Assert.Equal("and changed since\n", Show(state, "staged.txt"));
        Assert.Equal("nine.txt", Show(state, "type.txt"));
    }

    [Fact]
    public void A_folder_that_became_a_link_takes_its_files_along()
    {
        _worktrees.Main.Write("folder/a.txt").Git("add", "-A");
        _worktrees.Main.Git("commit", "-qm", "folder");
        Directory.Move(_worktrees.Main.Path_("folder"), _worktrees.Main.Path_("real"));
        Directory.CreateSymbolicLink(_worktrees.Main.Path_("folder"), "real");

        Assert.Equal(["folder", "nine.txt", "real/a.txt"], Files(_worktrees.Read(_worktrees.Main.Top)!));
    }

    [Fact]
    public void The_same_files_are_the_same_state()
    {
        _worktrees.Main.Write("new.txt", "a\n");
        var first = _worktrees.Read(_worktrees.Main.Top);
        _worktrees.Main.Write("new.txt", "b\n").Write("new.txt", "a\n");

        Assert.Equal(first, _worktrees.Read(_worktrees.Main.Top));
        _worktrees.Main.Write("new.txt", "c\n");
        Assert.NotEqual(first, _worktrees.Read(_worktrees.Main.Top));
    }

    [Fact]
    public void The_repository_is_left_as_it_was_to_the_byte()
    {
        _worktrees.Main.Hook("post-index-change", $"#!/bin/sh\ntouch '{_worktrees.Main.Folder}/hook'\n");
        _worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (4, "four"))).Write("staged.txt").Git("add", "staged.txt");
        _worktrees.Main.Write("untracked.txt");
        _worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (4, "FOUR")));
        File.Delete(Path.Combine(_worktrees.Main.Folder, "hook"));
        var before = Bytes();

        Assert.NotEmpty(_worktrees.Foreseen());

        Assert.Equal(before, Bytes());
        Assert.False(File.Exists(Path.Combine(_worktrees.Main.Folder, "hook")));
    }

    [Fact]
    public void A_split_index_stays_split_and_is_read()
    {
        _worktrees.Main.Git("update-index", "--split-index");
        _worktrees.Main.Write("new.txt");
        var before = Bytes();

        Assert.Equal(["new.txt", "nine.txt"], Files(_worktrees.Read(_worktrees.Main.Top)!));
        Assert.Equal(before, Bytes());
    }

    [Fact]
    public void While_git_holds_the_index_nothing_is_read()
    {
        File.WriteAllText(_worktrees.Main.Path_(".git/index.lock"), "");

        Assert.Null(_worktrees.Read(_worktrees.Main.Top));
    }

    [Theory]
    [InlineData("rebase main", "rebase")]
    [InlineData("merge main", "merge")]
    [InlineData("cherry-pick main", "cherry-pick")]
    [InlineData("revert HEAD^", "revert")]
    public void In_the_middle_of_an_operation_nobody_can_tell(string command, string name)
    {
        _worktrees.Main.Write("nine.txt", "main\n").Git("commit", "-qam", "main");
        _worktrees.WriteOther("nine.txt", "one\n");
        _worktrees.GitOther("commit", "-qam", "one");
        _worktrees.WriteOther("nine.txt", "two\n");
        _worktrees.GitOther("commit", "-qam", "two");
        Assert.NotEqual(0, _worktrees.Main.TryGit(["-C", _worktrees.Other, .. command.Split(' ')]).Code);

        var unknown = Assert.Throws<SidecarException>(() => _worktrees.Read(_worktrees.Other));

        Assert.Equal($"a {name} is under way in {_worktrees.Other}", unknown.Message);
    }

    [Fact]
    public void Files_that_a_stash_left_unmerged_are_nobodys_work()
    {
        _worktrees.Main.Write("nine.txt", "stashed\n").Git("stash");
        _worktrees.Main.Write("nine.txt", "committed\n").Git("commit", "-qam", "change");
        Assert.NotEqual(0, _worktrees.Main.TryGit("stash", "pop").Code);

        var unknown = Assert.Throws<SidecarException>(() => _worktrees.Read(_worktrees.Main.Top));

        Assert.Equal($"files in {_worktrees.Main.Top} are unmerged", unknown.Message);
    }

    [Fact]
    public void Untracked_files_that_are_large_are_left_out_and_that_is_said()
    {
        _worktrees.Main.Write("large.bin", new string('x', 1024 * 1024 + 1)).Write("small.txt");

        var state = _worktrees.Read(_worktrees.Main.Top)!;

        Assert.Equal(["nine.txt", "small.txt"], Files(state));
        Assert.Equal($"left out in {_worktrees.Main.Top}: untracked files over 1 MiB.", state.LeftOut);
    }

    [Fact]
    public void Of_ten_thousand_untracked_files_the_latest_are_read()
    {
        foreach (var number in Enumerable.Range(0, 10_000))
            _worktrees.Main.Write($"many/{number}", "x");
        _worktrees.Main.Write("latest.txt");
        File.SetLastWriteTimeUtc(_worktrees.Main.Path_("latest.txt"), File.GetLastWriteTimeUtc(_worktrees.Main.Path_("many/9999")).AddMinutes(1));

        var state = _worktrees.Read(_worktrees.Main.Top)!;

        var files = Files(state);
        Assert.Equal(2001, files.Count);
        Assert.Contains("latest.txt", files);
        Assert.Equal($"left out in {_worktrees.Main.Top}: untracked files but the latest 2000.", state.LeftOut);
    }

    [UnprivilegedFact]
    [UnsupportedOSPlatform("windows")]
    public void What_cannot_be_read_is_left_out_and_that_is_said()
    {
        _worktrees.Main.Write("secret.txt").Write("new.txt");
        File.SetUnixFileMode(_worktrees.Main.Path_("secret.txt"), UnixFileMode.None);

        Unprivileged.Run(() =>
        {
            var state = _worktrees.Read(_worktrees.Main.Top)!;

            Assert.Equal(["new.txt", "nine.txt"], Files(state));
            Assert.Equal($"left out in {_worktrees.Main.Top}: files that cannot be read.", state.LeftOut);
        });
    }

    [Fact]
    public void Changes_in_tracked_files_that_are_large_are_left_out_and_that_is_said()
    {
        _worktrees.Main.Write("large.bin", "small\n").Git("add", "-A");
        _worktrees.Main.Git("commit", "-qm", "large");
        _worktrees.Main.Write("large.bin", new string('x', (16 * 1024 * 1024) + 1));

        var state = _worktrees.Read(_worktrees.Main.Top)!;

        Assert.Equal("small\n", Show(state, "large.bin"));
        Assert.Equal($"left out in {_worktrees.Main.Top}: changes in files over 16 MiB.", state.LeftOut);
    }

    [Fact]
    public void What_a_git_that_was_ended_left_behind_is_no_hindrance()
    {
        _worktrees.Read(_worktrees.Main.Top);
        File.WriteAllText(Path.Combine(_worktrees.StateFolder, ScratchFolder.Name, "index.lock"), "");
        _worktrees.Main.Write("new.txt");

        Assert.Equal(["new.txt", "nine.txt"], Files(_worktrees.Read(_worktrees.Main.Top)!));
    }

    [LinuxFact]
    public void A_pipe_in_place_of_a_file_is_not_waited_for()
    {
        File.Delete(_worktrees.Main.Path_("nine.txt"));
        Assert.Equal(0, _worktrees.Main.Run("mkfifo", [_worktrees.Main.Path_("nine.txt")]).Code);

        var state = _worktrees.Read(_worktrees.Main.Top)!;

        Assert.Equal(["nine.txt"], Files(state));
        Assert.Equal($"left out in {_worktrees.Main.Top}: files that cannot be read.", state.LeftOut);
    }

    [Fact]
    public void A_filter_is_not_started_and_its_files_are_left_out()
    {
        _worktrees.Main.Write(".gitattributes", "*.bin filter=far\n").Write("a.bin", "a\n").Git("add", "-A");
        _worktrees.Main.Git("commit", "-qm", "files");
        var mark = Path.Combine(_worktrees.Main.Folder, "started");
        _worktrees.Main.Git("config", "filter.far.clean", $"touch '{mark}'; cat");
        _worktrees.Main.Git("config", "filter.far.required", "true");
        _worktrees.Main.Write("a.bin", "b\n").Write("new.bin", "new\n").Write("new.txt", "new\n");

        var state = _worktrees.Read(_worktrees.Main.Top)!;

        Assert.False(File.Exists(mark));
        Assert.Equal([".gitattributes", "a.bin", "new.txt", "nine.txt"], Files(state));
        Assert.Equal("a\n", Show(state, "a.bin"));
        Assert.Equal($"left out in {_worktrees.Main.Top}: changes in files that git keeps through a filter.", state.LeftOut);
    }

    [Fact]
    public void A_large_worktree_is_not_written_down_anew_for_its_size()
    {
        foreach (var number in Enumerable.Range(0, 9))
            _worktrees.Main.Write($"{number}.bin", "small\n");
        _worktrees.Main.Git("add", "-A");
        _worktrees.Main.Git("commit", "-qm", "large");
        foreach (var number in Enumerable.Range(0, 9))
            _worktrees.Main.Write($"{number}.bin", new string((char)('a' + number), 16 * 1024 * 1024));
        _worktrees.Read(_worktrees.Main.Top);
        _worktrees.Read(_worktrees.Main.Top);

        Assert.False(_worktrees.Scratch.Renew());
    }

    public void Dispose() => _worktrees.Dispose();

    private List<string> Files(WorktreeState state) =>
        [.. Borrowed("ls-tree", "-r", "-z", "--name-only", state.Commit).Split('\0', StringSplitOptions.RemoveEmptyEntries)];

    private string Show(WorktreeState state, string path) => Borrowed("show", $"{state.Commit}:{path}");

    private string Borrowed(params string[] arguments) =>
        _worktrees.Main.Git(["--git-dir", Path.Combine(_worktrees.StateFolder, ScratchFolder.Name), .. arguments]);

    // Every file of the repository and of both worktrees, with what is in it.
    private List<string> Bytes() =>
    [
        .. new[] { _worktrees.Main.Top, _worktrees.Other }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")
            .Order(StringComparer.Ordinal),
    ];
}
