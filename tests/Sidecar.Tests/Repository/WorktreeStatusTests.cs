using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

public sealed class WorktreeStatusTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void A_clean_worktree_has_nothing_to_tell()
    {
        _repository.Commit("a.txt");

        Assert.Empty(Read().Dirty);
        Assert.Null(Read().Find(Path("a.txt")));
    }

    [Fact]
    public void Each_way_of_being_dirty_is_told_apart()
    {
        _repository.Commit("changed", "staged", "both", "gone", "removed", "kept", "link", "back");
        var old = Blob("HEAD:changed");
        _repository.Write("changed", "new\n").Write("staged", "new\n").Write("both", "1\n").Write("added", "new\n").Write("untracked", "new\n");
        _repository.Write("back", "away\n").Write("intent", "new\n");
        _repository.Git("add", "staged", "both", "added", "back");
        _repository.Git("add", "--intent-to-add", "intent");
        _repository.Git("rm", "-q", "removed");
        _repository.Git("rm", "-q", "--cached", "kept");
        _repository.Write("both", "2\n").Write("back", "back\n");
        File.Delete(_repository.Path_("gone"));
        File.Delete(_repository.Path_("link"));
        File.CreateSymbolicLink(_repository.Path_("link"), "changed");

        Assert.Equal(
            [
                "added Added worktree=False index=True",
                "back Changed worktree=True index=True",
                "both Changed worktree=True index=True",
                "changed Changed worktree=True index=False",
                "gone Deleted worktree=True index=False",
                "intent Added worktree=True index=False",
                "kept Untracked worktree=True index=True",
                "link TypeChanged worktree=True index=False",
                "removed Deleted worktree=False index=True",
                "staged Changed worktree=False index=True",
                "untracked Untracked worktree=True index=False",
            ],
            Shown(Read()));
        Assert.Equal((old, old), Blobs("changed"));
        Assert.Equal((Blob("HEAD:staged"), Blob(":staged")), Blobs("staged"));
        Assert.Equal((null, Blob(":added")), Blobs("added"));
        Assert.Equal((null, null), Blobs("intent"));
        Assert.Equal((Blob("HEAD:removed"), null), Blobs("removed"));
        Assert.Equal((null, null), Blobs("untracked"));
    }

    [Fact]
    public void What_a_merge_left_open_is_unmerged_and_ours_is_its_head()
    {
        _repository.Commit("both").Git("switch", "-qc", "side");
        _repository.Write("both", "side\n").Git("commit", "-qam", "side");
        _repository.Git("switch", "-q", "main");
        _repository.Write("both", "main\n").Git("commit", "-qam", "main");
        _repository.TryGit("merge", "side");

        Assert.Equal(["both Unmerged worktree=True index=True"], Shown(Read()));
        Assert.Equal((Blob("HEAD:both"), null), Blobs("both"));
    }

    [Fact]
    public void A_changed_mode_is_a_change_with_the_same_content()
    {
        _repository.Commit("run.sh");
        File.SetUnixFileMode(_repository.Path_("run.sh"), (UnixFileMode)0b111_101_101);

        Assert.Equal(["run.sh Changed worktree=True index=False"], Shown(Read()));
    }

    [Fact]
    public void Names_come_through_as_they_are_whether_asked_for_or_not()
    {
        string[] names = ["-rf", " a b ", "a\nb.txt", "app/[id]/page.tsx", "it's \"quoted\".txt", "tab\t.txt", "ärger/日本.txt", ":(top)x", "*", "1 .M", "? x", "\ufeffmark"];
        foreach (var name in names)
            _repository.Write(name);

        var all = Read();
        var asked = Read([.. names.Select(Path)]);

        Assert.Equal(names.Order(StringComparer.Ordinal), Paths(all));
        Assert.Equal(names.Order(StringComparer.Ordinal), Paths(asked));
        Assert.Equal(0, all.Skipped);
    }

    [Fact]
    public void Only_what_was_asked_for_is_told_and_a_star_means_itself()
    {
        _repository.Commit("folder/gone.txt", "folder/deep/gone.txt", "folder.txt").Write("*").Write("a.txt").Write("[a].txt").Write("folder.txt", "new\n");
        Directory.Delete(_repository.Path_("folder"), recursive: true);

        Assert.Equal(["*", "[a].txt"], Paths(Read([Path("*"), Path("[a].txt"), Path("not/there")])));
        Assert.Equal(["folder/deep/gone.txt", "folder/gone.txt"], Paths(Read([Path("folder")])));
        Assert.Empty(Read([]).Dirty);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void So_many_paths_that_no_command_line_holds_them_are_answered_alike(int length)
    {
        var asked = Enumerable.Range(0, 400).Select(number => $"{new string('x', length)}{number}").ToList();
        _repository.Write(asked[0]).Write(asked[399]).Write("other");

        Assert.Equal([asked[0], asked[399]], Paths(Read([.. asked.Select(Path)])));
    }

    [Fact]
    public void Links_and_other_repositories_on_the_way_to_a_path_are_no_obstacle()
    {
        _repository.Commit("real/f").Write("real/new");
        File.CreateSymbolicLink(_repository.Path_("link"), "real");
        _repository.Git("init", "-q", "nested");
        _repository.Write("nested/x");

        Assert.Equal(["link", "real/new"], Paths(Read()));
        Assert.Equal(["link"], Paths(Read([Path("link"), Path("nested/x")])));
        Assert.Empty(Read([Path("link/new")]).Dirty);
        Assert.Equal(0, Read().Skipped);
    }

    [Theory]
    [InlineData("status.showUntrackedFiles", "no")]
    [InlineData("status.showStash", "true")]
    [InlineData("status.branch", "true")]
    [InlineData("status.short", "true")]
    [InlineData("status.renames", "copies")]
    [InlineData("status.relativePaths", "false")]
    [InlineData("core.quotePath", "true")]
    [InlineData("color.ui", "always")]
    public void Configuration_cannot_change_the_answer(string key, string value)
    {
        _repository.Commit("sub/ä.txt", "b.txt").Write("b.txt", "new\n").Git("stash");
        _repository.Git("config", key, value);
        _repository.Git("mv", "sub/ä.txt", "sub/ö.txt");
        _repository.Write("new.txt");

        Assert.Equal(["new.txt", "sub/ä.txt", "sub/ö.txt"], Paths(Read()));
    }

    [Fact]
    public void Variables_that_change_what_a_path_means_do_not_count()
    {
        _repository.Write("a.txt");
        _repository.Environment["GIT_LITERAL_PATHSPECS"] = "1";

        Assert.Equal(["a.txt"], Paths(Read([Path("a.txt")])));
    }

    [Fact]
    public void Before_the_first_commit_everything_in_the_index_is_added()
    {
        _repository.Write("a.txt").Git("add", "a.txt");

        Assert.Equal(["a.txt Added worktree=False index=True"], Shown(Read()));
    }

    [Fact]
    public void A_broken_index_is_no_clean_worktree()
    {
        _repository.Commit("a.txt").Write(".git/index", "broken");

        var problem = Assert.Throws<SidecarException>(() => Read());

        Assert.Equal(ProblemKind.CannotTell, problem.Kind);
        Assert.StartsWith($"git status failed in '{_repository.Top}': ", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private WorktreeStatus Read(IReadOnlyCollection<RepoPath>? only = null) => WorktreeStatus.Read(_repository.GitProcess, only);

    private (string? Head, string? Index) Blobs(string path)
    {
        var dirty = Read().Find(Path(path))!;
        return (dirty.HeadBlob, dirty.IndexBlob);
    }

    private string Blob(string name) => _repository.Git("rev-parse", name).Trim();

    private static RepoPath Path(string text) => RepoPath.TryParse(text, out var path) ? path : throw new ArgumentException(text, nameof(text));

    private static IEnumerable<string> Paths(WorktreeStatus status) => status.Dirty.Select(dirty => dirty.Path.ToString()).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Shown(WorktreeStatus status) => status.Dirty.OrderBy(dirty => dirty.Path.ToString(), StringComparer.Ordinal)
        .Select(dirty => $"{dirty.Path} {dirty.Kind} worktree={dirty.WorktreeDiffers} index={dirty.IndexDiffers}");
}
