using Sidecar.Watching.Sources;

namespace Sidecar.Tests.Watching.Sources;

/// <summary>What every source of file events owes, whatever the system tells it.</summary>
public abstract class FileEventsContract : IDisposable
{
    private readonly HintRecord _hints = new();
    private readonly string _root = Directory.CreateTempSubdirectory("sidecar-events-").FullName;
    private readonly IFileEvents _events;

    private protected FileEventsContract(Func<IHintSink, IFileEvents> open)
    {
        _events = open(_hints);
        Directory.CreateDirectory(In("old/deep"));
        File.WriteAllText(In("old/deep/file"), "1");
    }

    private protected IFileEvents Events => _events;

    private protected HintRecord Hints => _hints;

    protected string Root => _root;

    public void Dispose()
    {
        _events.Dispose();
        if (Directory.Exists(_root))
            Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_file_that_is_created_changed_renamed_and_deleted_is_told_each_time()
    {
        Watch();

        AssertTold(() => File.WriteAllText(In("old/new"), "1"), "old/new");
        AssertTold(() => File.AppendAllText(In("old/deep/file"), "2"), "old/deep/file");
        AssertTold(() => File.Move(In("old/new"), In("moved")), "old/new", "moved");
        AssertTold(() => File.Delete(In("moved")), "moved");
    }

    [Fact]
    public void What_was_there_before_is_not_told()
    {
        Watch();

        File.WriteAllText(In("mark"), "");
        _hints.WaitFor("mark");

        Assert.DoesNotContain("old/deep/file", _hints.Told);
    }

    [Fact]
    public void A_new_executable_bit_is_a_change()
    {
        Watch();

        AssertTold(
            () => File.SetUnixFileMode(In("old/deep/file"), UnixFileMode.UserRead | UnixFileMode.UserExecute), "old/deep/file");
    }

    [Fact]
    public void A_save_by_renaming_over_the_file_is_told_under_its_name()
    {
        Watch();

        AssertTold(
            () =>
            {
                File.WriteAllText(In("old/.file.swp"), "3");
                File.Move(In("old/.file.swp"), In("old/deep/file"), overwrite: true);
            },
            "old/deep/file");
    }

    [Fact]
    public void Files_in_directories_made_a_moment_ago_are_all_told()
    {
        Watch();
        var expected = Enumerable.Range(0, 300).Select(number => $"new{number}/a/b/file").ToArray();

        foreach (var path in expected)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
            File.WriteAllText(In(path), "1");
        }

        _hints.WaitFor(expected);
    }

    [Fact]
    public void A_renamed_directory_is_told_under_both_names_and_stays_watched()
    {
        Watch();

        AssertTold(() => Directory.Move(In("old"), In("renamed")), "old", "renamed/deep/file");
        AssertTold(() => File.AppendAllText(In("renamed/deep/file"), "2"), "renamed/deep/file");
    }

    [Fact]
    public void A_directory_that_moves_in_is_told_file_by_file()
    {
        var outside = Directory.CreateTempSubdirectory("sidecar-events-outside-").FullName;
        Directory.CreateDirectory(Path.Combine(outside, "tree", "sub"));
        File.WriteAllText(Path.Combine(outside, "tree", "sub", "file"), "1");
        Watch();

        AssertTold(() => Directory.Move(Path.Combine(outside, "tree"), In("tree")), "tree/sub/file");
        AssertTold(() => File.AppendAllText(In("tree/sub/file"), "2"), "tree/sub/file");
        AssertTold(() => Directory.Move(In("tree"), Path.Combine(outside, "tree")), "tree");
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public void A_directory_becomes_a_file_and_a_directory_again()
    {
        Watch();

        AssertTold(() => Directory.Delete(In("old"), recursive: true), "old");
        AssertTold(() => File.WriteAllText(In("old"), "1"), "old");
        AssertTold(() => File.Delete(In("old")), "old");
        AssertTold(
            () =>
            {
                Directory.CreateDirectory(In("old"));
                File.WriteAllText(In("old/file"), "1");
            },
            "old/file");
    }

    [Fact]
    public void What_is_left_out_is_never_told_nor_looked_at()
    {
        Directory.CreateDirectory(In("out/below"));
        Directory.CreateDirectory(In(".git/objects"));
        _events.Watch(_root, path => path.EndsWith("out", StringComparison.Ordinal));

        File.WriteAllText(In("out/file"), "1");
        File.WriteAllText(In("out/below/file"), "1");
        File.WriteAllText(In(".git/index"), "1");
        Directory.CreateDirectory(In("old/out"));
        File.WriteAllText(In("old/out/file"), "1");
        AssertTold(() => File.WriteAllText(In("mark"), ""), "mark");

        Assert.DoesNotContain(_hints.Told, hint => hint.Contains("out", StringComparison.Ordinal) || hint.StartsWith(".git", StringComparison.Ordinal));
    }

    [Fact]
    public void A_repository_of_its_own_is_not_told()
    {
        Directory.CreateDirectory(In("nested/.git"));
        Watch();

        File.WriteAllText(In("nested/file"), "1");
        AssertTold(() => File.WriteAllText(In("mark"), ""), "mark");

        Assert.DoesNotContain("nested/file", _hints.Told);
    }

    [Fact]
    public void A_directory_that_becomes_a_repository_is_told_no_more()
    {
        Directory.CreateDirectory(In("sub"));
        Watch();

        AssertTold(() => Directory.CreateDirectory(In("sub/.git")), "sub");
        _hints.Clear();
        File.WriteAllText(In("sub/file"), "1");
        AssertTold(() => File.WriteAllText(In("mark"), ""), "mark");

        Assert.DoesNotContain("sub/file", _hints.Told);
    }

    [Fact]
    public void A_symbolic_link_is_a_file_and_never_a_way_out()
    {
        var outside = Directory.CreateTempSubdirectory("sidecar-events-outside-").FullName;
        Watch();

        AssertTold(() => Directory.CreateSymbolicLink(In("link"), outside), "link");
        File.WriteAllText(Path.Combine(outside, "file"), "1");
        AssertTold(() => File.WriteAllText(In("mark"), ""), "mark");
        Directory.Delete(outside, recursive: true);

        Assert.DoesNotContain("link/file", _hints.Told);
    }

    [Fact]
    public void A_root_that_is_deleted_is_gone()
    {
        Watch();

        AssertTold(() => Directory.Delete(_root, recursive: true), "gone");
    }

    [Fact]
    public void Ending_twice_is_ending_once()
    {
        Watch();
        _events.Dispose();

        Assert.Null(Record.Exception(_events.Dispose));
    }

    [Fact]
    public void A_root_that_was_never_there_is_gone()
    {
        _events.Watch(In("missing"), _ => false);

        Assert.Contains("gone", _hints.Told);
    }

    [Fact]
    public void A_folder_tells_what_is_directly_in_it()
    {
        Directory.CreateDirectory(In(".git/refs"));
        _events.WatchFolder(In(".git"));

        File.WriteAllText(In(".git/refs/deep"), "1");
        File.WriteAllText(In(".git/index.lock"), "1");
        File.Move(In(".git/index.lock"), In(".git/index"));
        _hints.WaitFor("folder:index.lock", "folder:index");

        Assert.DoesNotContain("folder:deep", _hints.Told);
    }

    [Fact]
    public void A_folder_tells_a_lock_that_became_a_file_from_one_that_was_let_go()
    {
        Directory.CreateDirectory(In(".git"));
        _events.WatchFolder(In(".git"));

        File.WriteAllText(In(".git/index.lock"), "1");
        File.Move(In(".git/index.lock"), In(".git/index"));
        File.WriteAllText(In(".git/config.lock"), "1");
        File.Delete(In(".git/config.lock"));
        File.WriteAllText(In(".git/last"), "");
        _hints.WaitFor("folder:index", "folder:last");

        Assert.Equal(EntryChange.Appeared | EntryChange.MovedAway, _hints.ChangesOf("index.lock"));
        Assert.Equal(EntryChange.Appeared, _hints.ChangesOf("index"));
        Assert.Equal(EntryChange.Appeared | EntryChange.Deleted, _hints.ChangesOf("config.lock"));
    }

    [Fact]
    public void A_root_that_was_forgotten_is_silent_and_costs_nothing()
    {
        Watch();
        _events.Forget(_root);
        var other = Directory.CreateTempSubdirectory("sidecar-events-other-").FullName;
        _events.Watch(other, _ => false);

        File.WriteAllText(In("old/deep/file"), "2");
        File.WriteAllText(Path.Combine(other, "mark"), "");
        _hints.WaitFor("mark");
        _events.Forget(other);
        Directory.Delete(other, recursive: true);

        Assert.DoesNotContain("old/deep/file", _hints.Told);
        Assert.Equal(0, _events.Directories);
    }

    [Fact]
    public void Names_that_are_no_words_are_told()
    {
        Watch();
        string[] names = ["with space", "quote'\"", "new\nline", "-dash", "[a]*?", "grün.txt", "back\\slash"];

        foreach (var name in names)
            File.WriteAllText(In(name), "1");

        _hints.WaitFor(names);
    }

    protected string In(string path) => Path.Combine(_root, path);

    protected void Watch() => _events.Watch(_root, _ => false);

    private protected void AssertTold(Action action, params string[] paths)
    {
        _hints.Clear();
        action();
        _hints.WaitFor(paths);
    }
}
