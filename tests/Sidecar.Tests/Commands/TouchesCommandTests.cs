using Sidecar.Operations;
using Sidecar.Tests.World;
using Sidecar.Touches;

namespace Sidecar.Tests.Commands;

public sealed class TouchesCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Fact]
    public void Where_nothing_was_seen_it_says_what_to_do()
    {
        var result = _room.Run("touches");

        Assert.Equal(0, result.Code);
        Assert.Equal("No touches yet.\nWatcher: not running. next: sidecar watch\n", result.Output);
    }

    [Fact]
    public void Where_somebody_watches_there_is_nothing_to_do()
    {
        _room.Watch();

        Assert.Equal("No touches yet.\n", _room.Run("touches").Output);
    }

    [Fact]
    public void What_was_changed_in_80_columns() => Golden.Match(Busy(columns: 80));

    [Fact]
    public void What_was_changed_in_120_columns() => Golden.Match(Busy(columns: 120));

    [Fact]
    public void What_was_changed_for_a_program() => Golden.Match(Busy(columns: null, "--json"));

    [Fact]
    public void One_worktree_needs_no_naming()
    {
        _room.Watch();
        _room.Write(_room.Join("ada"), "a.cs", Evidence.Reported, TouchKind.Created);
        _room.Columns = 80;
        _room.Environment["NO_COLOR"] = "1";

        Assert.Equal(
            """
              WHEN      WHO  EVIDENCE  WHAT     PATH
              just now  ada  reported  created  a.cs

            """,
            _room.Run("touches").Output);
    }

    [Theory]
    [InlineData("docs/x.md b.cs", "docs/", "b.cs")]
    [InlineData("docs/x.md", "docs/")]
    [InlineData("b.cs", "--agent", "BOB")]
    [InlineData("b.cs", "--since", "1m")]
    [InlineData("b.cs", "--limit", "1")]
    public void They_are_narrowed_by_path_author_time_and_number(string expected, params string[] options)
    {
        var (ada, bob) = (_room.Join("ada"), _room.Join("bob"));
        _room.Write(ada, "a.cs");
        _room.Write(ada, "docs/x.md");
        _room.Time.Advance(TimeSpan.FromMinutes(2));
        _room.Write(bob, "b.cs");

        var shown = _room.Run(["touches", .. options]).Output;

        Assert.Equal(
            expected.Split(' ').Order(StringComparer.Ordinal),
            new[] { "a.cs", "b.cs", "docs/x.md" }.Where(path => shown.Contains(path, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_operation_of_git_belongs_to_whoever_ran_it()
    {
        _room.State.Operations.Record(Ran("codex", "switch main"), []);

        Assert.Contains("git switch main", _room.Run("touches", "--agent", "codex").Output);
        Assert.DoesNotContain("git switch main", _room.Run("touches", "--agent", "ada").Output);
        Assert.DoesNotContain("git switch main", _room.Run("touches", "a.cs").Output);
    }

    [Fact]
    public void A_search_that_finds_nothing_says_how_to_see_all() =>
        Assert.StartsWith("There are no such touches. To see all: sidecar touches\n", _room.Run("touches", "--agent", "ada").Output);

    public void Dispose() => _room.Dispose();

    private Operation Ran(string who, string command) =>
        new() { At = _room.Time.GetUtcNow(), Worktree = _room.Top, Who = who, Command = command };

    /// <summary>Two agents and somebody unknown in two worktrees, a rename, and a switch of branches in between.</summary>
    private string Busy(int? columns, params string[] options)
    {
        var other = Path.Combine(_room.Outside, "repo-bob");
        var (ada, bob) = (_room.Join("ada"), _room.Join("bob", worktree: other));
        _room.Write(ada, "src/Web/Login/Form.cs", kind: TouchKind.Created);
        _room.Time.Advance(TimeSpan.FromMinutes(50));
        _room.State.Operations.Record(Ran("codex", "switch main"), []);
        _room.State.Operations.Count(_room.Top, 5000, _room.Time.GetUtcNow());
        _room.Time.Advance(TimeSpan.FromMinutes(3));
        _room.Write(null, "README.md");
        _room.Write(bob, "docs/guide.md", Evidence.Worktree, TouchKind.Deleted, other);
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        var author = new Authorship(_room.State.Agents.Get(ada), Evidence.Reported);
        _room.State.Touches.Record(
            _room.Top,
            [Seen.Change("src/Web/Login/LoginForm.cs", TouchKind.Renamed, _room.Time.GetUtcNow(), author) with { From = Seen.Path("src/Web/Login/Form.cs") }]);
        _room.Columns = columns;
        _room.Environment["NO_COLOR"] = "1";

        var result = _room.Run(["touches", .. options]);

        Assert.Equal(0, result.Code);
        return result.Output;
    }
}
