using Sidecar.History;
using Sidecar.Repository;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.History;

public sealed class GitLogHistoryTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Commits_come_newest_first_with_time_author_and_files()
    {
        _repository.Environment["GIT_COMMITTER_DATE"] = "1700000000 +0200";
        _repository.Commit("a", "b");
        _repository.Environment["GIT_AUTHOR_EMAIL"] = "bob@example.org";
        _repository.Git("mv", "a", "c");
        _repository.Git("rm", "-q", "b");
        _repository.Commit("d");

        var commits = Read("HEAD");

        Assert.Equal([Id("HEAD"), Id("HEAD^")], commits.Select(commit => commit.Id));
        Assert.Equal(["bob@example.org", "ada@example.org"], commits.Select(commit => commit.Author));
        Assert.All(commits, commit => Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), commit.At));
        Assert.Equal("Deleted b|Renamed c from a|Added d", Files(commits[0]));
        Assert.Equal("Added a|Added b", Files(commits[1]));
    }

    [Fact]
    public void Names_are_what_they_are_whatever_characters_they_have()
    {
        string[] names = [" lead", "-dash", ":100644 000000 A", "grün/日本", "new\nline", "quote\"s", "tab\t"];
        _repository.Commit(names);

        Assert.Equal(names, Read("HEAD")[0].Files.Select(file => file.Path.ToString()));
        Assert.Equal(names, History.Files(Id("HEAD")).Select(file => file.ToString()));
    }

    [Fact]
    public void Configuration_changes_nothing()
    {
        _repository.Commit("a", "b");
        _repository.Git("mv", "a", "c");
        _repository.Commit("d");
        var plain = Read("HEAD").Select(Files).ToList();
        foreach (var setting in new[]
                 {
                     "diff.renames=copies", "diff.noprefix=true", "log.showRoot=false", "diff.relative=true", "core.quotePath=true", "log.decorate=full",
                     "color.ui=always", "diff.external=false", "diff.orderFile=/nowhere", "log.showSignature=true", "log.follow=true", "diff.renameLimit=1",
                 })
        {
            var parts = setting.Split('=');
            _repository.Git("config", parts[0], parts[1]);
        }

        Assert.Equal(plain, Read("HEAD").Select(Files));
    }

    [Fact]
    public void Merges_are_left_out_and_what_they_brought_is_not()
    {
        _repository.Commit("a");
        _repository.Git("switch", "-q", "-c", "side");
        _repository.Commit("b");
        _repository.Git("switch", "-q", "main");
        _repository.Commit("c");
        _repository.Git("merge", "-q", "--no-edit", "side");

        Assert.Equal(["Added a", "Added b", "Added c"], Read("HEAD").Select(Files).Order());
        Assert.Equal(3, History.Count(All("HEAD")));
        Assert.Equal(Read("HEAD").Select(commit => commit.Id), History.Ids(All("HEAD")));
    }

    [Fact]
    public void A_range_leaves_out_what_came_before()
    {
        _repository.Commit("a").Commit("b").Commit("c");

        Assert.Equal(["Added c"], History.Read(new HistoryRange([Id("HEAD")], [Id("HEAD^")]), 10, CancellationToken.None).Select(Files));
        Assert.Equal(["Added c", "Added b"], History.Read(All("HEAD"), 2, CancellationToken.None).Select(Files));
        Assert.Empty(History.Read(new HistoryRange([], []), 10, CancellationToken.None));
    }

    [Fact]
    public void An_empty_commit_has_no_files()
    {
        _repository.Commit("a");
        _repository.Git("commit", "-q", "--allow-empty", "-m", "nothing");
        _repository.Commit("b");

        Assert.Equal(["Added b", "", "Added a"], Read("HEAD").Select(Files));
    }

    [Fact]
    public void A_commit_of_ten_thousand_files_is_one_like_any_other()
    {
        var files = string.Concat(Enumerable.Range(0, 10_000).Select(at => $"M 100644 inline d{at % 100}/{at}\ndata 0\n\n"));
        var import = $"commit refs/heads/main\ncommitter Ada <ada@example.org> 1700000000 +0000\ndata 0\n{files}";
        Assert.Equal(0, _repository.Run("git", ["fast-import", "--quiet"], input: import).Code);

        var commit = Assert.Single(Read("HEAD"));

        Assert.Equal(10_000, commit.Files.DistinctBy(file => file.Path).Count());
        Assert.Equal(commit.Files.Select(file => file.Path), History.Files(commit.Id));
    }

    [Fact]
    public void Replaced_commits_are_not_followed()
    {
        _repository.Commit("a").Commit("b").Commit("c");
        _repository.Git("replace", "--graft", "HEAD");

        Assert.Equal(["Added c", "Added b", "Added a"], Read("HEAD").Select(Files));
    }

    [Fact]
    public void The_border_of_a_shallow_clone_is_left_out()
    {
        _repository.Commit("a").Commit("b").Commit("c");
        var clone = Clone("--depth=2");

        Assert.Equal(["Added c"], clone.Read(All("HEAD"), 1, CancellationToken.None).Select(Files));
        Assert.Equal(["Added c"], clone.Read(All("HEAD"), 10, CancellationToken.None).Select(Files));
        Assert.Equal([Id("HEAD")], clone.Ids(All("HEAD")));
        Assert.Equal(1, clone.Count(All("HEAD")));
    }

    [Fact]
    public void A_clone_without_contents_is_read_without_downloading_them()
    {
        _repository.Commit("a");
        _repository.Git("mv", "a", "b");
        _repository.Commit("c");
        _repository.Git("config", "uploadpack.allowFilter", "true");
        var clone = Clone("--filter=blob:none", "--no-checkout");
        _repository.Git("config", "uploadpack.allowFilter", "false");
        Directory.Move(_repository.Top, _repository.Top + "-gone");

        var commits = clone.Read(new HistoryRange([CloneHead()], []), 10, CancellationToken.None);

        Assert.Equal(["Deleted a|Added b|Added c", "Added a"], commits.Select(Files));
    }

    [Fact]
    public void A_clone_without_folders_is_told_as_such()
    {
        _repository.Commit("a/b");
        _repository.Git("config", "uploadpack.allowFilter", "true");
        var clone = Clone("--filter=tree:0", "--no-checkout");

        var problem = Assert.Throws<SidecarException>(() => clone.Read(All("HEAD"), 10, CancellationToken.None).Count());

        Assert.Equal("git fetch --refetch --filter=blob:none", problem.Next);
        Assert.Equal(1, clone.Count(All("HEAD")));
    }

    [Fact]
    public void A_commit_is_there_or_not()
    {
        _repository.Commit("a");

        Assert.True(History.Has(Id("HEAD")));
        Assert.False(History.Has(Id("HEAD:a")));
        Assert.False(History.Has(new string('1', 40)));
        Assert.False(History.Has(new string('1', 64)));
    }

    [Fact]
    public void A_sha256_repository_is_read_like_any_other()
    {
        Directory.Delete(_repository.Path_(".git"), recursive: true);
        _repository.Git("init", "-q", "--object-format=sha256");
        _repository.Commit("a");

        var commit = Assert.Single(Read("HEAD"));

        Assert.Equal((64, true), (commit.Id.Length, History.Has(commit.Id)));
    }

    [Fact]
    public void A_commit_that_is_gone_cannot_be_read_and_that_is_said()
    {
        _repository.Commit("a");
        var gone = new HistoryRange([Id("HEAD")], [new string('1', 40)]);

        Assert.Throws<SidecarException>(() => History.Count(gone));
        Assert.Throws<SidecarException>(() => History.Ids(gone));
        Assert.Throws<SidecarException>(() => History.Read(gone, 10, CancellationToken.None).Count());
        Assert.Throws<SidecarException>(() => History.Files(new string('1', 40)));
    }

    [Fact]
    public void Nothing_but_an_id_is_passed_to_git() =>
        Assert.Throws<ArgumentException>(() => History.Count(new HistoryRange(["--output=x"], [])));

    private GitLogHistory History => new(_repository.GitProcess);

    private string Id(string name) => _repository.Git("rev-parse", name).TrimEnd('\n');

    private HistoryRange All(string tip) => new([Id(tip)], []);

    private List<CommitFiles> Read(string tip) => History.Read(All(tip), int.MaxValue, CancellationToken.None).ToList();

    private GitLogHistory Clone(params string[] options)
    {
        var place = Path.Combine(_repository.Folder, "clone");
        _repository.Git(["clone", "-q", .. options, $"file://{_repository.Top}", place]);
        return new GitLogHistory(new GitProcess(place, _repository.Environment));
    }

    private string CloneHead() =>
        _repository.Run("git", ["rev-parse", "HEAD"], Path.Combine(_repository.Folder, "clone")).Output.TrimEnd('\n');

    private static string Files(CommitFiles commit) => string.Join('|', commit.Files.Select(
        file => $"{file.Change} {file.Path}{(file.From is { } from ? $" from {from}" : "")}"));

    public void Dispose() => _repository.Dispose();
}
