using System.Runtime.CompilerServices;
using Sidecar.History;
using Sidecar.Repository;
using Sidecar.Tests.LibGit2;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.History;

/// <summary>Both engines read the same history out of the same repository, commit by commit.</summary>
public sealed class EnginesAgreeTests : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private int _second;

    [Fact]
    public void On_merges_and_what_only_a_merge_changed()
    {
        Commit("a", "b");
        _repository.Git("switch", "-qc", "side");
        Commit("c");
        _repository.Git("switch", "-q", "main");
        Commit("d");
        _repository.Git("merge", "-q", "--no-commit", "--no-ff", "side");
        _repository.Write("a", "changed by the merge alone\n").Git("commit", "-qam", "evil");
        Commit("e");

        Assert.Equal(4, Same().Count);
    }

    [Fact]
    public void On_an_octopus_and_on_two_roots()
    {
        Commit("a");
        foreach (var branch in new[] { "one", "two", "three" })
        {
            _repository.Git("switch", "-qc", branch, "main");
            Commit(branch);
        }

        _repository.Git("switch", "-q", "main");
        _repository.Git("merge", "-q", "one", "two", "three");
        _repository.Git("switch", "-q", "--orphan", "other");
        Commit("z");
        _repository.Git("switch", "-q", "main");
        _repository.Git("merge", "-q", "--allow-unrelated-histories", "other");

        Assert.Equal(5, Same().Count);
    }

    [Fact]
    public void On_renames_with_and_without_changes_and_on_copies()
    {
        _repository.Write("lines", Lines(1, 40)).Write("whole", Lines(100, 120)).Write("folder/one", Lines(200, 240)).Write("folder/two", Lines(300, 340));
        CommitAll();
        _repository.Git("mv", "lines", "moved");
        _repository.Write("moved", Lines(1, 30) + "new\n");
        CommitAll();
        _repository.Git("mv", "folder", "other");
        _repository.Write("copy", Lines(100, 120));
        CommitAll();
        _repository.Git("mv", "moved", "again");
        _repository.Write("again", Lines(1, 8) + Lines(500, 540));
        CommitAll();

        var files = Same().SelectMany(commit => commit.Files).Select(file => $"{file.Change} {file.Path} {file.From}").ToList();

        Assert.Contains("Renamed moved lines", files);
        Assert.Contains("Renamed other/two folder/two", files);
        Assert.Contains("Added copy ", files);
        Assert.Contains("Deleted moved ", files);
    }

    [Fact]
    public void On_files_without_content_and_on_names_that_trade_places()
    {
        _repository.Write("empty", "").Write("x", Lines(1, 20)).Write("y", Lines(50, 70));
        CommitAll();
        _repository.Git("mv", "empty", "nothing");
        CommitAll();
        _repository.Git("mv", "x", "t");
        _repository.Git("mv", "y", "x");
        _repository.Git("mv", "t", "y");
        CommitAll();

        Assert.Equal(3, Same().Count);
    }

    [Fact]
    public void On_modes_types_and_submodules()
    {
        Commit("script", "file", "folder/inside");
        _repository.Git("update-index", "--chmod=+x", "script");
        _repository.Git("commit", "-qm", "mode", "--date", Date());
        File.Delete(_repository.Path_("file"));
        File.CreateSymbolicLink(_repository.Path_("file"), "script");
        _repository.Git("add", "-A");
        _repository.Git("update-index", "--chmod=+x", "script");
        _repository.Git("commit", "-qm", "type");
        _repository.Git("rm", "-rqf", "folder");
        _repository.Write("folder");
        CommitAll();
        _repository.Git("update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},module");
        _repository.Git("commit", "-qm", "module");
        _repository.Git("update-index", "--cacheinfo", $"160000,{new string('2', 40)},module");
        _repository.Git("commit", "-qm", "module moved");

        Assert.Equal(6, Same().Count);
    }

    [Fact]
    public void On_whatever_names_there_are()
    {
        Commit("grün/日本", "new\nline", "quote\"s", "tab\t", " lead", "-dash", "back\\slash", "a", "a.b", "a-b", "A");
        Commit("a/b/c".Replace('a', 'q'), "q.b", "q-b");
        _repository.Git("mv", "grün", "blau");
        CommitAll();

        Assert.Equal(3, Same().Count);
    }

    [Fact]
    public void On_commits_without_changes_and_on_replaced_ones()
    {
        Commit("a");
        Date();
        _repository.Git("commit", "-q", "--allow-empty", "-m", "nothing");
        Commit("b");
        _repository.Git("replace", "--graft", "HEAD");

        Assert.Equal(3, Same().Count);
    }

    [Fact]
    public void On_ranges_and_on_several_tips()
    {
        Commit("a");
        Commit("b");
        _repository.Git("switch", "-qc", "side", "HEAD^");
        Commit("c");

        Assert.Equal(["c"], Same(["side"], ["main"]).SelectMany(commit => commit.Files).Select(file => file.Path.ToString()));
        Assert.Equal(3, Same(["side", "main"], []).Count);
        Assert.Empty(Same([], ["main"]));
    }

    [Fact]
    public void On_a_bare_repository_and_on_one_without_commits()
    {
        Assert.Empty(Same([], []));
        Commit("a");
        Commit("b");
        var bare = Path.Combine(_repository.Folder, "bare.git");
        _repository.Git("clone", "-q", "--bare", _repository.Top, bare);

        Assert.Equal(2, Same(["HEAD"], [], new GitProcess(bare, _repository.Environment)).Count);
    }

    [Theory]
    [InlineData("--depth=2")]
    [InlineData("--filter=blob:none")]
    public void What_a_clone_lacks_is_left_to_git_and_that_is_said(string option)
    {
        Commit("a");
        Commit("b");
        Commit("c");
        _repository.Git("config", "uploadpack.allowFilter", "true");
        var clone = Path.Combine(_repository.Folder, "clone");
        _repository.Git("clone", "-q", "--no-checkout", option, $"file://{_repository.Top}", clone);

        var history = CommitHistories.Open(new GitProcess(clone, _repository.Environment), Library.Here);

        Assert.Equal("git", history.Engine);
        Assert.StartsWith("libgit2 is not used: ", history.Kind().Says, StringComparison.Ordinal);
        Assert.Equal(option == "--depth=2" ? 1 : 3, history.Read(new HistoryRange([Id("HEAD")], []), 10, CancellationToken.None).Count());
    }

    [Fact]
    public void A_format_that_libgit2_does_not_know_is_left_to_git_and_that_is_said()
    {
        Directory.Delete(_repository.Path_(".git"), recursive: true);
        _repository.Git("init", "-q", "--object-format=sha256");
        Commit("a");

        var history = CommitHistories.Open(_repository.GitProcess, Library.Here);

        Assert.Equal("git", history.Engine);
        Assert.StartsWith("libgit2 is not used: ", history.Kind().Says, StringComparison.Ordinal);
        Assert.Single(history.Read(new HistoryRange([Id("HEAD")], []), 10, CancellationToken.None));
    }

    [Fact]
    public void On_the_history_of_this_very_project()
    {
        var here = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", ".."));
        if (!Path.Exists(Path.Combine(here, ".git")))
            return;

        var git = new GitProcess(here, _repository.Environment.Append(new("GIT_CONFIG_COUNT", "0")).ToDictionary());
        var tip = git.Run(["rev-parse", "HEAD"]).Text.TrimEnd('\n');

        var (one, other) = (Newest(new GitLogHistory(git), tip), Newest(CommitHistories.Open(git, Library.Here), tip));
        Assert.NotEmpty(one);

        Assert.Equal(string.Join('\n', one.Except(other)), string.Join('\n', other.Except(one)));
    }

    public void Dispose() => _repository.Dispose();

    private IReadOnlyList<CommitFiles> Same() => Same(["HEAD"], []);

    private IReadOnlyList<CommitFiles> Same(string[] tips, string[] without, GitProcess? place = null)
    {
        var (git, range) = (place ?? _repository.GitProcess, new HistoryRange([.. tips.Select(Id)], [.. without.Select(Id)]));
        var (one, other) = ((ICommitHistory)new GitLogHistory(git), CommitHistories.Open(git, Library.Here));
        Assert.Equal(Library.Here.Version is null ? "git" : "libgit2", other.Engine);

        var commits = one.Read(range, 100, CancellationToken.None).ToList();
        Assert.Equal(commits.Select(Shown), other.Read(range, 100, CancellationToken.None).Select(Shown));
        Assert.Equal(one.Ids(range), other.Ids(range));
        Assert.Equal((one.Count(range), one.Count(range, 2)), (other.Count(range), other.Count(range, 2)));
        Assert.Equal(
            one.Read(range, 1, CancellationToken.None).Select(Shown), other.Read(range, 1, CancellationToken.None).Select(Shown));
        Assert.All(range.Tips, tip => Assert.Equal(one.Files(tip), other.Files(tip)));
        Assert.All([.. range.Tips, new string('1', 40)], id => Assert.Equal(one.Has(id), other.Has(id)));
        return commits;
    }

    private static string Shown(CommitFiles commit) => $"{commit.Id} {Words.Of(commit.At)} {commit.Author} "
        + string.Join('|', commit.Files.Select(file => $"{file.Change} {file.Path} {file.From}"));

    // Without the oldest second: of commits of one time each engine may leave out another at the end.
    private static List<string> Newest(ICommitHistory history, string tip)
    {
        var commits = history.Read(new HistoryRange([tip], []), 300, CancellationToken.None).ToList();
        var oldest = commits.Min(commit => commit.At);
        return [.. commits.Where(commit => commit.At > oldest).Select(Shown).Order(StringComparer.Ordinal)];
    }

    // Each commit in a second of its own: the order of commits of one time is nobody's business.
    private void Commit(params string[] paths)
    {
        foreach (var path in paths)
            _repository.Write(path, $"{path} {_second}\n");
        CommitAll();
    }

    private void CommitAll()
    {
        Date();
        _repository.Git("add", "-A");
        _repository.Git("commit", "-qm", "files");
    }

    private string Date() => _repository.Environment["GIT_COMMITTER_DATE"] = $"{1_700_000_000 + _second++} +0000";

    private string Id(string name) => _repository.Git("rev-parse", name).TrimEnd('\n');

    private static string Lines(int from, int to) => string.Concat(Enumerable.Range(from, to - from).Select(number => $"line {number}\n"));

    private static string HereFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
