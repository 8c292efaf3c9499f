using Sidecar.Hooks;
using Sidecar.Touches;

namespace Sidecar.Tests.Hooks;

public sealed class TouchedTests : IDisposable
{
    private readonly HookedRepository _repository = new();

    [Fact]
    public void A_report_names_its_author_and_says_nothing()
    {
        _repository.Scratch.Commit("a.txt");

        _repository.Wrote("ada", "a.txt", "new.txt");

        var work = _repository.State.Work.Open();
        Assert.Equal(["ada: a.txt", "ada: new.txt"], _repository.Work().Order(StringComparer.Ordinal));
        Assert.All(work, piece => Assert.Equal(Evidence.Reported, piece.Evidence));
        Assert.Equal(TouchKind.Created, work.Single(piece => piece.Path.ToString() == "new.txt").Kind);
    }

    [Fact]
    public void What_is_ignored_clean_outside_or_not_there_is_passed_over()
    {
        _repository.Scratch.Commit("clean.txt").Write(".gitignore", "*.log\n").Write("x.log");

        var answer = _repository.Report(
            "ada", "clean.txt", "x.log", "../outside.txt", "/etc/hostname", "nowhere.txt", "", ".", ".git/config", "a\nb", new string('x', 9000));

        Assert.Equal((HookExit.Proceed, ""), answer);
        Assert.Empty(_repository.Work());
    }

    [Fact]
    public void A_path_is_taken_from_where_the_client_stands_and_through_links()
    {
        _repository.Scratch.Write("src/a.txt");
        Directory.CreateSymbolicLink(_repository.Scratch.Path_("../elsewhere"), _repository.Scratch.Path_("src"));

        _repository.Run("ada", _repository.Scratch.Path_("src"), Touched.Name, "--path", "a.txt");
        Assert.Equal(["ada: src/a.txt"], _repository.Work());

        _repository.Scratch.Write("src/b.txt");
        _repository.Report("ada", "../elsewhere/b.txt");
        Assert.Equal(["ada: src/a.txt", "ada: src/b.txt"], _repository.Work());
    }

    [Theory]
    [InlineData]
    [InlineData("--path")]
    [InlineData("a.txt")]
    [InlineData("--file", "a.txt")]
    [InlineData("--path", "a.txt", "--path")]
    public void What_is_not_understood_is_said(params string[] arguments) =>
        Assert.Equal(
            (HookExit.Usage, "sidecar: the report is not understood.\nnext: sidecar-hook touched --path FILE [--path FILE ...]\n"),
            _repository.Run("ada", _repository.Scratch.Top, [Touched.Name, .. arguments]));

    [Fact]
    public void Of_somebody_who_is_not_registered_nothing_is_recorded()
    {
        _repository.Scratch.Write("a.txt");

        Assert.Equal((HookExit.Proceed, ""), _repository.Report("stranger", "a.txt"));
        Assert.Empty(_repository.Work());
    }

    [Fact]
    public void Two_reports_of_one_file_are_told_to_both()
    {
        _repository.Scratch.Commit("a.txt");

        _repository.Wrote("ada", "a.txt").Wrote("bob", "a.txt");

        Assert.Single(_repository.Told("ada"));
        Assert.Single(_repository.Told("bob"));
    }

    public void Dispose() => _repository.Dispose();
}
