using Sidecar.History;
using Sidecar.History.Stored;
using Sidecar.Repository;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;

namespace Sidecar.Tests.History;

/// <summary>The index follows a real repository: after whatever git did, it is what a new one would be.</summary>
public sealed class FollowedHistoryTests : IDisposable
{
    private const int Most = 1000;

    private static readonly string[] Files = ["a", "b", "c", "folder/d", "folder/e", "f.cs", "fTests.cs", "g"];

    private readonly ScratchRepository _repository = new();
    private readonly ManualTime _time = new();
    private readonly string _folder;
    private readonly HistoryIndexer _indexer;
    private readonly HistoryReader _reader;
    private int _changes;

    public FollowedHistoryTests()
    {
        _folder = Folder("state");
        _reader = new HistoryReader(_folder);
        _indexer = new HistoryIndexer(_reader, _time);
    }

    [Fact]
    public void A_rebase_that_drops_a_commit_drops_its_pairs()
    {
        Together("a", "b", "g");
        Together("b", "c");
        Together("a", "g");
        Update();
        Assert.Equal(["a", "c", "g"], Partners("b").Order());

        _repository.Git("rebase", "-q", "--onto", "HEAD~2", "HEAD~1");
        Update();

        Assert.Equal(["a", "g"], Partners("b").Order());
        Assert.Equal(["b", "g"], Partners("a").Order());
    }

    [Fact]
    public void An_amended_commit_counts_once_and_as_it_is_now()
    {
        Together("a", "b");
        Together("a", "c");
        Update();

        _repository.Write("g").Git("add", "-A");
        _repository.Git("commit", "-q", "--amend", "-m", "amended");
        Update();

        Assert.Equal(["b", "c", "g"], Partners("a").Order());
        Assert.Equal(2, _reader.Read().Commits);
    }

    [Fact]
    public void A_branch_that_is_deleted_with_its_worktree_takes_its_commits_along()
    {
        Together("a", "b");
        var side = Path.Combine(_repository.Folder, "side");
        _repository.Git("worktree", "add", "-q", "-b", "side", side);
        File.WriteAllText(Path.Combine(side, "a"), "side\n");
        File.WriteAllText(Path.Combine(side, "g"), "side\n");
        _repository.Run("git", ["add", "-A"], side);
        _repository.Run("git", ["commit", "-qm", "side"], side);
        Update();
        Assert.Equal(["b", "g"], Partners("a").Order());

        _repository.Git("worktree", "remove", side);
        _repository.Git("branch", "-qD", "side");
        Update();

        Assert.Equal(["b"], Partners("a"));
    }

    [Fact]
    public void A_renamed_file_keeps_its_partners()
    {
        _repository.Write("a", string.Concat(Enumerable.Range(0, 40).Select(line => $"line {line}\n"))).Write("b");
        Commit();
        Update();

        _repository.Git("mv", "a", "renamed");
        Commit();
        Update();

        Assert.Equal(["b"], Partners("renamed"));
        Assert.DoesNotContain("a", Partners("b"));
    }

    [Fact]
    public void A_clone_that_is_deepened_is_read_again()
    {
        Together("a", "b");
        Together("a", "c");
        Together("a", "g");
        var clone = Path.Combine(_repository.Folder, "clone");
        _repository.Git("clone", "-q", "--depth=2", $"file://{_repository.Top}", clone);
        var git = new GitProcess(clone, _repository.Environment);

        Update(git);
        Assert.Equal("the clone is shallow: 1 commit", _reader.Read().Detail);
        git.Run(["fetch", "-q", "--unshallow"]);
        Update(git);

        Assert.Equal((3, ""), (_reader.Read().Commits, _reader.Read().Detail));
    }

    [Fact]
    public void What_cannot_be_read_is_never_taken_for_nothing_to_tell()
    {
        Together("a", "b");
        Update();
        Together("a", "c");
        var objects = _repository.Path_(".git/objects");
        foreach (var folder in Directory.EnumerateDirectories(objects))
            Directory.Delete(folder, recursive: true);

        Assert.Throws<SidecarException>(() => _indexer.Update(
            new GitLogHistory(_repository.GitProcess), Worktrees.Commits(_repository.GitProcess), Most, CancellationToken.None));

        Assert.Equal((HistoryStage.Unreadable, 1), (_reader.Read().Stage, _reader.Read().Index!.Commits));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void After_whatever_happened_it_is_what_a_new_one_would_be(int seed)
    {
        var random = new Random(seed);
        Together("a", "b");
        Update();
        for (var step = 0; step < 20; step++)
        {
            var done = Step(random);
            Update();
            Assert.Equal((seed, step, done, Fresh(step)), (seed, step, done, Known(_folder, _reader)));
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _repository.Dispose();
    }

    private string Step(Random random)
    {
        var (commits, name) = (int.Parse(_repository.Git("rev-list", "--count", "HEAD")), $"x{_changes++}");
        switch (random.Next(11))
        {
            case 0 when commits > 2:
                return Ran("rebase", "-q", "--onto", "HEAD~2", "HEAD~1");
            case 1:
                Change(random);
                return Ran("commit", "-q", "--amend", "--allow-empty", "-m", "amended");
            case 2 when commits > 2:
                return Ran("reset", "-q", "--hard", "HEAD~2");
            case 3:
                return Ran("switch", "-q", "-c", name);
            case 4:
                return Ran("switch", "-q", "--detach", Branch(random));
            case 5:
                return Ran("branch", "-D", Branch(random));
            case 6:
                return Ran("merge", "-q", "-X", "ours", "--no-edit", Branch(random));
            case 7:
                return Ran("worktree", "add", "-q", "-b", name, Path.Combine(_repository.Folder, name), Branch(random));
            case 8:
                return Ran("mv", "-f", Files[random.Next(Files.Length)], $"moved{name}");
            default:
                Change(random);
                return Ran("commit", "-q", "--allow-empty", "-m", "more");
        }
    }

    private void Change(Random random)
    {
        foreach (var file in Files.Where(_ => random.Next(3) == 0))
            _repository.Write(file, $"{file} {_changes++}\n");
        _repository.Git("add", "-A");
    }

    // Whether git does it or refuses is all the same, as long as it is in the middle of nothing afterwards.
    private string Ran(params string[] arguments)
    {
        if (_repository.TryGit(arguments).Code != 0)
        {
            foreach (var command in new[] { "rebase", "merge" })
                _repository.TryGit(command, "--abort");
            _repository.Git("reset", "-q", "--hard");
        }

        return string.Join(' ', arguments);
    }

    private string Branch(Random random)
    {
        var branches = _repository.Git("for-each-ref", "--format=%(refname:short)", "refs/heads").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return branches[random.Next(branches.Length)];
    }

    private void Together(params string[] files)
    {
        foreach (var file in files)
            _repository.Write(file, $"{file} {_changes++}\n");
        Commit();
    }

    private void Commit()
    {
        _repository.Git("add", "-A");
        _repository.Git("commit", "-q", "-m", "files");
    }

    private void Update(GitProcess? place = null)
    {
        var git = place ?? _repository.GitProcess;
        _indexer.Update(new GitLogHistory(git), Worktrees.Commits(git), Most, CancellationToken.None);
    }

    private IReadOnlyList<string> Partners(string file) => [.. _reader.Read().Index!
        .Related(MadeHistory.Path(file), _time.GetUtcNow(), 20)
        .Where(related => related.Together > 0)
        .Select(related => related.Path.ToString())];

    private string Fresh(int step)
    {
        var folder = Folder($"fresh{step}");
        using var reader = new HistoryReader(folder);
        new HistoryIndexer(reader, _time).Update(
            new GitLogHistory(_repository.GitProcess), Worktrees.Commits(_repository.GitProcess), Most, CancellationToken.None);
        return Known(folder, reader);
    }

    // The order of what came by different ways is not the same, and need not be.
    private static string Known(string folder, HistoryReader reader)
    {
        using var store = new HistoryStore(folder);
        var commits = store.Commits().Select(commit => $"{commit.Id[..8]} {commit.At:O} {string.Join(',', commit.Files)}").Order(StringComparer.Ordinal);
        Assert.Equal(store.Read().Commits, reader.Read().Index!.Commits);
        return string.Join('\n', [.. commits, .. store.Alive().Select(file => file.ToString()).Order(StringComparer.Ordinal), string.Join(' ', store.Read().Tips)]);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_repository.Folder, name)).FullName;
}
