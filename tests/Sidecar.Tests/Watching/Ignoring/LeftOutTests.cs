using Sidecar.Repository;
using Sidecar.Tests.LibGit2;
using Sidecar.Tests.Repository;
using Sidecar.Watching.Ignoring;

namespace Sidecar.Tests.Watching.Ignoring;

public sealed class LeftOutTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public static TheoryData<string> Engines() => Library.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_ignored_folder_is_left_out_unless_something_in_it_is_tracked(string engine)
    {
        _repository.Write(".gitignore", "bin/\nvendor/\n").Write("vendor/lib/deep/tracked.c").Write("vendor/lib/other.c").Git("add", "-f", "vendor/lib/deep/tracked.c");
        using var leftOut = Open(engine);

        Assert.Equal(
            [("", false), ("src", false), ("bin", true), ("src/bin", true), ("vendor", false), ("vendor/lib", false), ("vendor/lib/deep", false), ("vendor/x", true)],
            new[] { "", "src", "bin", "src/bin", "vendor", "vendor/lib", "vendor/lib/deep", "vendor/x" }.Select(path => (path, leftOut.IsFolder(path))));
        Assert.Equal(
            [("vendor/lib/deep/tracked.c", false), ("vendor/lib/other.c", true), ("bin/a", true), ("src/a", false)],
            new[] { "vendor/lib/deep/tracked.c", "vendor/lib/other.c", "bin/a", "src/a" }.Select(path => (path, leftOut.IsFile(path))));
        Assert.Equal(engine, leftOut.Engine);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_is_tracked_from_now_on_counts_once_it_is_read_again(string engine)
    {
        _repository.Write(".gitignore", "*.log\n").Write("x/a.log");
        using var leftOut = Open(engine);
        var before = leftOut.IsFile("x/a.log");

        _repository.Git("add", "-f", "x/a.log");
        leftOut.ReloadTracked();

        Assert.Equal((true, false), (before, leftOut.IsFile("x/a.log")));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void New_rules_count_once_they_are_read_again(string engine)
    {
        using var leftOut = Open(engine);
        var before = leftOut.IsFolder("out");

        _repository.Write(".gitignore", "out/\n");
        leftOut.ReloadRules();

        Assert.Equal((false, true), (before, leftOut.IsFolder("out")));
    }

    [Fact]
    public void What_the_settings_exclude_is_left_out_tracked_or_not()
    {
        _repository.Commit("generated/a.cs");
        using var leftOut = Open("git", new RepositorySettings { Exclude = ["generated/**", "../bad"] });

        Assert.Equal((true, true, false), (leftOut.IsFolder("generated"), leftOut.IsFile("generated/a.cs"), leftOut.IsFile("a.cs")));
        Assert.Equal(2, leftOut.Problems.Count);
        Assert.StartsWith("sidecar.exclude has '../bad', which excludes nothing", leftOut.Problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_that_libgit2_does_not_know_is_asked_of_git_and_that_is_told()
    {
        Directory.Delete(_repository.Path_(".git"), recursive: true);
        _repository.Git("init", "-q", "--object-format=sha256");
        _repository.Write(".gitignore", "*.log\n");

        using var leftOut = LeftOut.Open(_repository.GitProcess, Library.Here, new RepositorySettings());

        Assert.Equal("git", leftOut.Engine);
        Assert.True(leftOut.IsFile("a.log"));
        Assert.Contains("so git is started instead, which is slower", Assert.Single(leftOut.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_is_well_there_is_no_problem_to_tell()
    {
        using var leftOut = LeftOut.Open(_repository.GitProcess, Library.Here, new RepositorySettings());

        Assert.Equal(Library.Here.Problem is { } problem ? [problem] : [], leftOut.Problems);
    }

    public void Dispose() => _repository.Dispose();

    private LeftOut Open(string engine, RepositorySettings? settings = null) =>
        LeftOut.Open(_repository.GitProcess, Library.For(engine), settings ?? new RepositorySettings());
}
