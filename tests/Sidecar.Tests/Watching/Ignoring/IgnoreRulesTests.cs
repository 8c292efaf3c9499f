using Sidecar.LibGit2;
using Sidecar.Repository;
using Sidecar.Tests.LibGit2;
using Sidecar.Tests.Repository;
using Sidecar.Watching.Ignoring;

namespace Sidecar.Tests.Watching.Ignoring;

/// <summary>
/// Goal: both engines say what "git check-ignore --no-index" says. Method: the same repositories, path by path, each path
/// asked of a git of its own; then random rules.
/// </summary>
public sealed class IgnoreRulesTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public static TheoryData<string> Engines() => Library.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Nested_files_negations_and_rules_for_folders(string engine)
    {
        _repository.Write(".gitignore", "*.log\n!keep.log\nbuild/\n/top\ndeep/**/x\n*.tmp\n#no\n\\#yes\n!build/kept\n  \ntrail \nbuild2/*\n!build2/kept\na/b/c\n")
            .Write("src/.gitignore", "!*.tmp\n/generated\nobj/\n*.cs\n!Good.cs\n")
            .Write("src/obj/.gitignore", "!*\n")
            .Write("venv/.gitignore", "*\n")
            .Write(".git/info/exclude", "private*\n!private.md\n");

        AssertAsGit(
            engine,
            "a.log", "keep.log", "x/a.log", "x/keep.log", "build", "build/kept", "build/deep/file", "build2/kept", "build2/lost", "build2/d/kept",
            "top", "x/top", "deep/x", "deep/a/b/x", "deep/a/b/y", "a.tmp", "src/a.tmp", "src/x/a.tmp", "#no", "#yes", "trail", "trail ",
            "src/generated", "src/x/generated", "src/obj/a", "src/obj/obj/a", "obj", "src/Bad.cs", "src/Good.cs", "src/x/Bad.cs", "Bad.cs",
            "venv/lib", "venv/.gitignore", "venv/x/y", "private", "private.md", "x/private.txt", "a/b/c", "a/b/c/d", "x/a/b/c", ".gitignore");
        AssertAsGitForFolders(engine, "build", "x/build", "top", "build2", "build2/kept", "src/obj", "src/obj/x", "deep/a", "venv", "venv/x", "src", "gone.log", "a/b");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Hostile_names(string engine)
    {
        _repository.Write(".gitignore", "a b.txt\n-dash\n*.[ab]x\n\\[id\\]\nit's\n\"quoted\"\nä*\n日本/\nnew?line\n\\:colon\nback\\\\slash\n\\!bang\n**/star\\*\ntab\t*\n");

        AssertAsGit(
            engine,
            "a b.txt", "-dash", "x/-dash", "f.ax", "f.cx", "[id]", "i", "app/[id]/page.tsx", "it's", "\"quoted\"", "ärger", "x/ärger/y", "日本/a", "日本",
            "new\nline", "new\nlines", ":colon", ":(top)colon", "back\\slash", "!bang", "x/star*", "x/starX", "tab\t", "tab", ":!x", "?", " ", "...", "..a", "~");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Rules_of_the_user_count_and_lose_against_those_of_the_repository(string engine)
    {
        _repository.Write("../mine", "*.mine\n*.both\n").Write(".gitignore", "!*.both\n").Git("config", "core.excludesFile", Path.Combine(_repository.Folder, "mine"));

        AssertAsGit(engine, "a.mine", "x/a.mine", "a.both", "a.other");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Case_counts_unless_it_does_not(string engine)
    {
        _repository.Write(".gitignore", "Build/\n*.LOG\n");
        AssertAsGit(engine, "build/x", "Build/x", "a.log", "a.LOG");

        _repository.Git("config", "core.ignorecase", "true");
        AssertAsGit(engine, "build/x", "Build/x", "a.log", "a.LOG");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_linked_worktree_has_its_own_files_and_the_shared_exclude(string engine)
    {
        _repository.Write(".gitignore", "*.main\n").Write(".git/info/exclude", "*.shared\n").Commit("a").Git("worktree", "add", "-q", "../linked");
        File.WriteAllText(Path.Combine(_repository.Folder, "linked", ".gitignore"), "*.linked\n");

        AssertAsGitIn(Path.Combine(_repository.Folder, "linked"), engine, "a.main", "a.shared", "a.linked", "x/a.shared");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_exception_that_libgit2_takes_for_useless_is_one(string engine)
    {
        _repository.Write(".gitignore", "logs/*.log\n!important.log\n");

        AssertAsGit(engine, "logs/a.log", "logs/important.log");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Random_rules(string engine)
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            _repository.Write(".gitignore", RandomRules(random)).Write("a/.gitignore", RandomRules(random)).Write("a/b/.gitignore", RandomRules(random));
            var paths = Enumerable.Range(0, 40).Select(_ => string.Join('/', random.GetItems(["a", "b", "ab", "ba", "c"], random.Next(1, 5)))).ToList();
            using var rules = Open(engine, _repository.Top);

            var byGit = IgnoredByGit(paths);
            Assert.All(paths, path => Assert.True(
                byGit.Contains(path) == rules.IsIgnored(path, Directory.Exists(_repository.Path_(path))), $"seed {seed}: {path}"));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_tracked_file_can_match_a_rule(string engine)
    {
        _repository.Write(".gitignore", "*.log\n").Write("a.log").Git("add", "-f", "a.log");

        using var rules = Open(engine, _repository.Top);

        Assert.True(rules.IsIgnored("a.log", isDirectory: false));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_changed_counts_once_the_rules_are_read_again(string engine)
    {
        _repository.Write(".gitignore", "a\n");
        using var rules = Open(engine, _repository.Top);
        Assert.Equal((true, false), (rules.IsIgnored("a", false), rules.IsIgnored("b", false)));

        _repository.Write(".gitignore", "bb\nb\n").Write("../mine", "c\n").Git("config", "core.excludesFile", Path.Combine(_repository.Folder, "mine"));
        rules.Reload();

        Assert.Equal(
            (false, true, true), (rules.IsIgnored("a", false), rules.IsIgnored("b", false), rules.IsIgnored("c", false)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Many_threads_get_their_own_answers(string engine)
    {
        _repository.Write(".gitignore", "*.log\n");
        using var rules = Open(engine, _repository.Top);

        Parallel.For(0, 2_000, number => Assert.Equal(
            number % 2 == 0, rules.IsIgnored($"x/{number}.{(number % 2 == 0 ? "log" : "txt")}", isDirectory: false)));
    }

    [Fact]
    public void A_git_that_was_ended_is_started_again()
    {
        _repository.Write(".gitignore", "*.log\n");
        File.CreateSymbolicLink(_repository.Path_("link"), "elsewhere");
        using var rules = new GitIgnoreRules(_repository.GitProcess);

        // Git itself ends over a path beyond a link.
        Assert.False(rules.IsIgnored("link/a.log", isDirectory: false));
        Assert.True(rules.IsIgnored("a.log", isDirectory: false));
    }

    [Fact]
    public void A_git_that_hangs_is_ended_and_its_path_watched()
    {
        _repository.Run("sh", ["-c", "mkdir bin && printf '#!/bin/sh\\nsleep 600\\n' > bin/git && chmod +x bin/git"]);
        _repository.Environment["PATH"] = $"{_repository.Path_("bin")}:{_repository.Environment["PATH"]}";
        using var rules = new GitIgnoreRules(new GitProcess(_repository.Top, _repository.Environment, TimeSpan.FromMilliseconds(100)));

        Assert.False(rules.IsIgnored("a.log", isDirectory: false));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void After_the_end_nothing_is_ignored(string engine)
    {
        _repository.Write(".gitignore", "*.log\n");
        var rules = Open(engine, _repository.Top);
        var before = rules.IsIgnored("a.log", isDirectory: false);
        rules.Dispose();

        Assert.Equal((true, false), (before, rules.IsIgnored("a.log", isDirectory: false)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_repository_that_is_gone_is_told_when_the_rules_are_read_again_or_has_none(string engine)
    {
        using var rules = Open(engine, _repository.Top);
        Directory.Delete(_repository.Path_(".git"), recursive: true);

        if (engine == "libgit2")
            Assert.Equal(ProblemKind.CannotTell, Assert.Throws<SidecarException>(rules.Reload).Kind);
        Assert.False(rules.IsIgnored("a.log", isDirectory: false));
    }

    public void Dispose() => _repository.Dispose();

    private void AssertAsGit(string engine, params string[] paths) => AssertAsGitIn(_repository.Top, engine, paths);

    private void AssertAsGitIn(string worktree, string engine, params string[] paths)
    {
        using var rules = Open(engine, worktree);

        Assert.Equal(
            paths.Select(path => (path, IsIgnoredByGit(worktree, path))), paths.Select(path => (path, rules.IsIgnored(path, isDirectory: false))));
    }

    // Git looks itself whether a path is a folder.
    private void AssertAsGitForFolders(string engine, params string[] paths)
    {
        using var rules = Open(engine, _repository.Top);
        var beforeTheyAreMade = paths.Select(path => rules.IsIgnored(path, isDirectory: true)).ToList();
        foreach (var path in paths)
            Directory.CreateDirectory(_repository.Path_(path));

        var byGit = paths.Select(path => (path, IsIgnoredByGit(_repository.Top, path))).ToList();
        Assert.Equal(byGit, paths.Select(path => (path, rules.IsIgnored(path, isDirectory: true))));
        Assert.Equal(byGit, paths.Zip(beforeTheyAreMade));
    }

    private static string RandomRules(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ =>
        (random.Next(3) == 0 ? "!" : "") + (random.Next(4) == 0 ? "/" : "")
        + string.Join('/', random.GetItems(["a", "b", "*", "**", "?", "a*", "*b", "[ab]", "[!a]", "\\a", "ab"], random.Next(1, 4)))
        + (random.Next(3) == 0 ? "/\n" : "\n")));

    private HashSet<string> IgnoredByGit(IReadOnlyList<string> paths) => _repository.Run(
        "git", ["check-ignore", "--no-index", "--stdin", "-z"], input: string.Join('\0', paths)).Output.Split('\0').ToHashSet();

    private bool IsIgnoredByGit(string worktree, string path) =>
        _repository.Run("git", ["check-ignore", "--quiet", "--no-index", "--", "./" + path], worktree).Code switch
        {
            0 => true,
            1 => false,
            var code => throw new InvalidOperationException($"git check-ignore {path}: {code}"),
        };

    private IIgnoreRules Open(string engine, string worktree)
    {
        var git = new GitIgnoreRules(new GitProcess(worktree, _repository.Environment));
        return engine == "libgit2" ? new LibGit2IgnoreRules(worktree, git) : git;
    }
}
