using Sidecar.History;
using Sidecar.Tests.History;

namespace Sidecar.Tests.Commands;

public sealed class RelatedCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    public RelatedCommandTests() => _room.Time.Advance(TimeSpan.FromDays(3));

    [Fact]
    public void One_file_in_80_columns()
    {
        Know();
        _room.Columns = 80;

        Golden.Match(_room.Run("related", "src/login.cs").Output);
    }

    [Fact]
    public void Several_files_and_one_that_never_changed_in_a_pipe()
    {
        Know();

        Golden.Match(_room.Run("related", "src/login.cs", "docs/api.md", "src/alone.cs", "src/new.cs", "--top", "2").Output);
    }

    [Fact]
    public void Several_files_for_a_program()
    {
        Know();

        Golden.Match(_room.Run("related", "src/login.cs", "src/new.cs", "--json").Output);
    }

    [Fact]
    public void Paths_are_read_from_where_one_is()
    {
        Know();
        Directory.CreateDirectory(Path.Combine(_room.Top, "src"));
        _room.Directory = Path.Combine(_room.Top, "src");

        Assert.Contains("src/login.cs: 6 changes", _room.Run("related", "login.cs").Output);
        Assert.Contains("docs/api.md: 3 changes", _room.Run("related", "../docs/api.md").Output);
        Assert.Equal(2, _room.Run("related", "../../outside").Code);
    }

    [Theory]
    [InlineData("src/")]
    [InlineData("src/*.cs")]
    [InlineData("task:login")]
    public void What_is_not_one_file_is_refused(string path)
    {
        Know();

        var result = _room.Run("related", path);

        Assert.Equal((2, $"sidecar: '{path}' is not one file, and related takes files.\nnext: sidecar related src/login.cs\n"), (result.Code, result.Error));
    }

    [Fact]
    public void While_the_first_answers_are_being_read_it_is_not_known()
    {
        _room.Watch();

        var result = _room.Run("related", "src/login.cs");

        Assert.Equal((4, "History: not read yet\n"), (result.Code, result.Output));
        Assert.StartsWith("""{"at":"2030-01-04T12:00:00.000Z","paths":[{"path":"a","changes":0,"related":[]}],"combined":[],"index":{"stage":"absent",""", _room.Run("related", "a", "--json").Output);
    }

    [Fact]
    public void While_the_rest_is_being_read_what_is_known_is_told()
    {
        var history = new MadeHistory().Grow(4000);
        history.OnRead = at =>
        {
            if (at != 3500)
                return;

            _room.Watch();
            var result = _room.Run("related", "all");
            Assert.Equal(0, result.Code);
            Assert.Contains("all: 2000 changes in the last 3,000 commits\n", result.Output, StringComparison.Ordinal);
            Assert.EndsWith("\nHistory: the index is being built: 3,000 of 4,000 commits\n", result.Output, StringComparison.Ordinal);
            throw SidecarException.CannotTell("enough", "go on");
        };

        Assert.Throws<SidecarException>(() => Index(history));
        Assert.EndsWith("History: cannot be followed: enough; 3,000 commits are known\n", _room.Run("related", "all").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_watches_it_reads_the_history_itself()
    {
        var first = _room.Run("related", "a.cs");
        Assert.Equal((0, true), (first.Code, first.Output.Contains("a.cs: not changed in the last 0 commits, those of over 50 files aside\n", StringComparison.Ordinal)));

        Git("a.cs", "b.cs");
        Assert.Contains("a.cs: 1 change in the last 1 commit\n", _room.Run("related", "a.cs").Output);
    }

    [Fact]
    public void Where_the_history_cannot_be_read_it_says_so()
    {
        Git("a.cs", "b.cs");
        Directory.Delete(Path.Combine(_room.Top, ".git", "objects"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_room.Top, ".git", "objects"));

        var result = _room.Run("related", "a.cs");

        Assert.Equal(4, result.Code);
        Assert.Contains("next: ", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _room.Dispose();

    // Known from before: whoever watches sees to it.
    private void Know()
    {
        _room.Watch();
        var history = new MadeHistory();
        foreach (var _ in Enumerable.Range(0, 4))
            history.Commit("src/login.cs", "src/session.cs");
        history.Commit("src/login.cs", "src/session.cs", "docs/api.md").Commit("src/alone.cs");
        history.Commit("docs/api.md", "src/session.cs").Commit("docs/api.md", "CHANGELOG.md").Commit("src/login.cs", "tests/loginTests.cs");
        Index(history);
    }

    private void Index(MadeHistory history) =>
        new HistoryIndexer(_room.State.History, _room.Time).Update(history, [history.Tip], 10_000, CancellationToken.None);

    private void Git(params string[] files)
    {
        foreach (var file in files)
            File.WriteAllText(Path.Combine(_room.Top, file), file);
        _room.Git("add", "-A");
        _room.Git("commit", "-qm", "files");
    }
}
