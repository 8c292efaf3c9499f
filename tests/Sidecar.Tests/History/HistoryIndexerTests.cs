using Microsoft.Data.Sqlite;
using Sidecar.History;
using Sidecar.History.Stored;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.History;

public sealed class HistoryIndexerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sidecar-test-").FullName;
    private readonly MadeHistory _history = new();
    private readonly ManualTime _time = new();
    private readonly HistoryReader _reader;
    private readonly HistoryIndexer _indexer;

    public HistoryIndexerTests()
    {
        _reader = new HistoryReader(_folder);
        _indexer = Another();
    }

    private string FilePath => HistoryFile.PathIn(_folder);

    [Fact]
    public void Before_anything_was_read_there_is_none() => Assert.Equal(HistoryStage.Absent, _reader.Read().Stage);

    [Fact]
    public void The_first_answers_come_after_the_newest_3000_commits()
    {
        _history.Grow(8000);
        var seen = new List<(int, HistoryStage, int, int?)>();
        _history.OnRead = at =>
        {
            if (at is 2999 or 3001 or 5001 or 7999)
                seen.Add((at, _reader.Read().Stage, _reader.Read().Index?.Commits ?? 0, _reader.Read().Expected));
        };

        Assert.Equal(IndexOutcome.Built, Update());

        Assert.Equal(
            [
                (2999, HistoryStage.Absent, 0, null), (3001, HistoryStage.Building, 3000, 8000),
                (5001, HistoryStage.Building, 5000, 8000), (7999, HistoryStage.Building, 7000, 8000),
            ],
            seen);
        var report = _reader.Read();
        Assert.Equal((HistoryStage.Ready, 8000, null, 8000), (report.Stage, report.Commits, report.Expected, report.Index!.Commits));
        Assert.Equal((_time.GetUtcNow(), "git", ""), (report.At!.Value, report.Engine, report.Detail));
    }

    [Fact]
    public void The_newest_are_what_is_kept_and_all_of_a_commit_comes_back()
    {
        _history.Grow(5);
        var (path, from) = (MadeHistory.Path("new\nname/ä"), MadeHistory.Path("all"));
        _history.Line.Add(new CommitFiles(MadeHistory.IdOf(77), DateTimeOffset.FromUnixTimeSeconds(1_800_000_000), "", [
            new ChangedFile(CommitChange.Renamed, path, from), new ChangedFile(CommitChange.Deleted, MadeHistory.Path("folder/a1")),
            new ChangedFile(CommitChange.Copied, MadeHistory.Path("copy"), path), new ChangedFile(CommitChange.Added, MadeHistory.Path("x")),
        ]));

        Update(most: 2);

        Assert.Equal(_history.Line.TakeLast(2).Select(Shown), Stored().Select(Shown));
    }

    [Fact]
    public void What_was_followed_needs_nothing_and_what_came_is_added()
    {
        Update(_history.Grow(10));
        Assert.Equal(IndexOutcome.Current, Update());
        var before = _reader.Read();

        _history.Grow(2).OnRead = at => Assert.InRange(at, 0, 1);
        Assert.Equal(IndexOutcome.Followed, Update());

        Assert.Same(before.Index, _reader.Read().Index);
        Assert.Equal((12, 12), (_reader.Read().Commits, before.Index!.Commits));
        Assert.Equal(Shown(_history.Line), Shown(Stored()));
    }

    [Fact]
    public void What_was_dropped_is_taken_out_and_whoever_reads_reads_anew()
    {
        Update(_history.Grow(10));
        var before = _reader.Read();

        Assert.Equal(IndexOutcome.Followed, Update(tip: MadeHistory.IdOf(7)));

        Assert.Equal(Shown(_history.Line.Take(7)), Shown(Stored()));
        Assert.Equal((10, 7), (before.Index!.Commits, _reader.Read().Index!.Commits));
        Assert.Equal(IndexOutcome.Followed, Update());
        Assert.Equal(10, _reader.Read().Index!.Commits);
    }

    [Fact]
    public void Without_the_commit_that_it_was_built_from_it_is_built_anew()
    {
        Update(_history.Grow(10));
        _history.Line.RemoveRange(5, 5);
        _history.Commit("other").Line[^1] = _history.Line[^1] with { Id = MadeHistory.IdOf(99) };

        Assert.Equal(IndexOutcome.Built, Update());

        Assert.Equal(Shown(_history.Line), Shown(Stored()));
    }

    [Fact]
    public void It_grows_by_a_tenth_and_then_forgets_the_oldest()
    {
        Update(_history.Grow(50), most: 20);
        Assert.Equal(20, _reader.Read().Commits);

        Update(_history.Grow(2), most: 20);
        Assert.Equal(22, _reader.Read().Commits);
        Update(_history.Grow(1), most: 20);

        Assert.Equal(Shown(_history.Line.TakeLast(20)), Shown(Stored()));
        Assert.Equal(20, _reader.Read().Index!.Commits);
    }

    [Fact]
    public void Where_too_many_were_dropped_older_ones_are_fetched()
    {
        Update(_history.Grow(50), most: 20);

        Assert.Equal(IndexOutcome.Followed, Update(tip: MadeHistory.IdOf(48), most: 20));
        Assert.Equal(IndexOutcome.Built, Update(tip: MadeHistory.IdOf(44), most: 20));

        Assert.Equal(Shown(_history.Line.Take(44).TakeLast(20)), Shown(Stored()));
    }

    [Fact]
    public void Another_limit_engine_or_border_is_a_new_beginning()
    {
        Update(_history.Grow(50), most: 20);

        Assert.Equal(IndexOutcome.Built, Update(most: 30));
        _history.Engine = "libgit2";
        Assert.Equal(IndexOutcome.Built, Update(most: 30));
        _history.KindNow = new HistoryKind("the clone is shallow", "border");
        Assert.Equal(IndexOutcome.Built, Update(most: 30));

        Assert.Equal("the clone is shallow: 30 commits", _reader.Read().Detail);
        Assert.Equal("30 commits, read with libgit2 just now (the clone is shallow: 30 commits)", HistoryWords.Summary(_reader.Read(), _time.GetUtcNow()));
    }

    [Fact]
    public void A_repository_without_commits_is_read_and_has_none()
    {
        Assert.Equal(IndexOutcome.Built, _indexer.Update(_history, [], 10_000, CancellationToken.None));

        var report = _reader.Read();
        Assert.Equal((HistoryStage.Ready, 0), (report.Stage, report.Commits));
        Assert.Equal(IndexOutcome.Followed, Update(_history.Grow(2)));
        Assert.Equal(2, _reader.Read().Commits);
    }

    [Fact]
    public void A_branch_that_cannot_be_read_is_not_taken_for_one_without_commits()
    {
        Update(_history.Grow(2));

        Assert.Throws<SidecarException>(() => _indexer.Update(_history, [], 10_000, CancellationToken.None));

        Assert.Equal((HistoryStage.Unreadable, 2), (_reader.Read().Stage, _reader.Read().Commits));
        Assert.Equal(IndexOutcome.Followed, Update(_history.Grow(1)));
        Assert.Equal((HistoryStage.Ready, 3), (_reader.Read().Stage, _reader.Read().Commits));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3500)]
    public void A_history_that_fails_in_the_middle_is_told_and_never_taken_for_whole(int failsAt)
    {
        _history.Grow(4000).OnRead = at =>
        {
            if (at == failsAt)
                throw SidecarException.CannotTell("git died", "git fsck");
        };

        Assert.Throws<SidecarException>(() => Update());

        var report = _reader.Read();
        Assert.Equal((HistoryStage.Unreadable, "git died", failsAt < 3000), (report.Stage, report.Detail, report.Index is null));
        _history.OnRead = null;
        Assert.Equal(IndexOutcome.Built, Update());
        Assert.Equal((HistoryStage.Ready, 4000, ""), (_reader.Read().Stage, _reader.Read().Commits, _reader.Read().Detail));
    }

    [Fact]
    public void What_was_known_is_kept_where_the_history_cannot_be_followed()
    {
        Update(_history.Grow(10));
        _history.Grow(1).OnRead = _ => throw SidecarException.CannotTell("git died", "git fsck");

        Assert.Throws<SidecarException>(() => Update());

        var report = _reader.Read();
        Assert.Equal((HistoryStage.Unreadable, 10), (report.Stage, report.Index!.Commits));
        Assert.Equal("cannot be followed: git died; 10 commits are known just now", HistoryWords.Summary(report, _time.GetUtcNow()));
    }

    [Fact]
    public void An_end_in_the_middle_leaves_what_is_there_and_the_next_one_builds()
    {
        using var over = new CancellationTokenSource();
        _history.Grow(6000).OnRead = at =>
        {
            if (at == 5500)
                over.Cancel();
        };

        Assert.Throws<OperationCanceledException>(() => _indexer.Update(_history, [_history.Tip], 10_000, over.Token));

        Assert.Equal((HistoryStage.Building, 5000), (_reader.Read().Stage, _reader.Read().Index!.Commits));
        Assert.Equal(IndexOutcome.Built, Update());
        Assert.Equal((HistoryStage.Ready, 6000), (_reader.Read().Stage, _reader.Read().Index!.Commits));
    }

    [Fact]
    public void Of_two_at_once_one_does_it()
    {
        var other = IndexOutcome.Current;
        _history.Grow(10).OnRead = at => other = at == 5 ? Another().Update(_history, [_history.Tip], 100, default) : other;

        Assert.Equal((IndexOutcome.Built, IndexOutcome.Busy), (Update(), other));
    }

    [Fact]
    public void Many_at_once_leave_one_good_index()
    {
        _history.Grow(3500);

        Parallel.For(0, 8, _ => Another().Update(_history, [_history.Tip], 10_000, CancellationToken.None));

        Assert.Equal(Shown(_history.Line), Shown(Stored()));
    }

    public static TheoryData<string, Action<string>> Damages() => new()
    {
        { "no database", path => File.WriteAllText(path, "this is no index") },
        { "nothing at all", path => File.WriteAllText(path, "") },
        { "cut short", path => Shorten(path) },
        { "overwritten inside", path => Overwrite(path) },
        { "a newer version", path => Change(path, "PRAGMA user_version = 99") },
        { "somebody else's", path => Change(path, "PRAGMA application_id = 7") },
        { "without a table", path => Change(path, "DROP TABLE alive") },
        { "without its row", path => Change(path, "DELETE FROM standing") },
        { "with files that are none", path => Change(path, "UPDATE commits SET files = x'ffffff'") },
        { "with a commit too few", path => Change(path, "DELETE FROM commits WHERE ordinal = (SELECT max(ordinal) FROM commits)") },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_file_that_is_no_good_is_told_as_such_and_built_anew(string name, Action<string> damage)
    {
        Update(_history.Grow(600));
        damage(FilePath);

        var before = new HistoryReader(_folder).Read();
        Assert.Equal((name, IndexOutcome.Built), (name, Another().Update(_history, [_history.Tip], 10_000, default)));

        Assert.Equal((HistoryStage.Unreadable, null), (before.Stage, before.Index));
        Assert.Equal(Shown(_history.Line), Shown(Stored()));
        Assert.Equal((HistoryStage.Ready, 600), (_reader.Read().Stage, _reader.Read().Index!.Commits));
    }

    [Fact]
    public void A_file_that_goes_or_is_another_one_is_noticed()
    {
        Update(_history.Grow(10));
        Assert.Equal(10, _reader.Read().Commits);

        File.Delete(FilePath);
        Assert.Equal(HistoryStage.Absent, _reader.Read().Stage);

        _history.Line.RemoveRange(4, 6);
        Update();
        Assert.Equal((4, 4), (_reader.Read().Commits, _reader.Read().Index!.Commits));
    }

    [Fact]
    public void A_write_that_takes_long_is_not_waited_for()
    {
        Update(_history.Grow(10));
        Assert.Equal(10, _reader.Read().Commits);
        using var writer = HistoryFile.Open(_folder, TimeSpan.Zero);
        writer.Execute("BEGIN EXCLUSIVE");
        writer.Execute("UPDATE standing SET commits = 11");
        File.SetLastWriteTimeUtc(FilePath, DateTime.UnixEpoch);

        Assert.Equal((HistoryStage.Ready, 10), (_reader.Read().Stage, _reader.Read().Commits));
        Assert.Equal(HistoryStage.Building, new HistoryReader(_folder).Read().Stage);
    }

    [Fact]
    public void How_it_stands_is_told_without_reading_it()
    {
        Update(_history.Grow(10));

        var standing = _reader.ReadStanding();

        Assert.Equal((HistoryStage.Ready, 10, null), (standing.Stage, standing.Commits, standing.Index));
    }

    [Fact]
    public void The_file_belongs_to_its_user_alone_and_leaves_no_journal()
    {
        Update(_history.Grow(10));

        Assert.Equal(["history.db", "history.lock"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
        Assert.All(Directory.EnumerateFiles(_folder), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem_with_a_way_on()
    {
        using var reader = new HistoryReader(Path.Combine(_folder, "none"));
        var nowhere = new HistoryIndexer(reader, _time);

        var problem = Assert.Throws<SidecarException>(() => nowhere.Update(_history.Grow(1), [_history.Tip], 10, CancellationToken.None));

        Assert.Equal(ProblemKind.CannotTell, problem.Kind);
        Assert.Contains("cannot be written", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _reader.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private HistoryIndexer Another() => new(new HistoryReader(_folder), _time);

    private IndexOutcome Update(MadeHistory? grown = null, string? tip = null, int most = 10_000) =>
        _indexer.Update(grown ?? _history, [tip ?? _history.Tip], most, CancellationToken.None);

    private IReadOnlyList<CommitFiles> Stored()
    {
        using var store = new HistoryStore(_folder);
        return store.Commits();
    }

    private static IEnumerable<string> Shown(IEnumerable<CommitFiles> commits) => commits.Select(Shown);

    private static string Shown(CommitFiles commit) =>
        $"{commit.Id} {commit.At:O} " + string.Join('|', commit.Files.Select(file => $"{file.Change} {file.Path} {file.From}"));

    private static void Change(string path, string sql)
    {
        using var db = new SqliteConnection($"Data Source={path};Pooling=False");
        db.Open();
        db.Execute(sql);
    }

    private static void Shorten(string path)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(file.Length / 2);
    }

    private static void Overwrite(string path)
    {
        using var file = new FileStream(path, FileMode.Open);
        var rubbish = Enumerable.Repeat((byte)0xa5, 4096).ToArray();
        for (file.Position = 8192; file.Position < file.Length;)
            file.Write(rubbish);
    }
}
