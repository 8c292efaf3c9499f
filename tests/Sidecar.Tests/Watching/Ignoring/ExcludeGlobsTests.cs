using Sidecar.Watching.Ignoring;

namespace Sidecar.Tests.Watching.Ignoring;

public sealed class ExcludeGlobsTests
{
    [Theory]
    [InlineData("generated/**", "generated/a/b", true)]
    [InlineData("generated/**", "generated", true)]
    [InlineData("generated/", "generated/a", true)]
    [InlineData("/generated", "generated/a", true)]
    [InlineData("./generated", "generated/a", true)]
    [InlineData("generated", "generatedx", false)]
    [InlineData("generated", "x/generated", false)]
    [InlineData("**/bin", "x/y/bin/z", true)]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", "x/a.log", false)]
    [InlineData("**/*.log", "x/a.log", true)]
    [InlineData("a/**/b", "a/x/y/b/c", true)]
    [InlineData("app/[id]", "app/[id]/page.tsx", true)]
    [InlineData("app/[id]", "app/i/page.tsx", false)]
    [InlineData("a?", "ab", false)]
    [InlineData("日本/*", "日本/ä\nb", true)]
    [InlineData("Build", "build/x", false)]
    [InlineData("**", "anything", true)]
    public void A_glob_excludes_what_it_names_and_all_below(string glob, string path, bool isExcluded) =>
        Assert.Equal(isExcluded, new ExcludeGlobs([glob], ignoreCase: false).Excludes(path));

    [Fact]
    public void Case_is_ignored_where_the_file_system_does() =>
        Assert.True(new ExcludeGlobs(["Build"], ignoreCase: true).Excludes("build/x"));

    [Fact]
    public void One_of_many_globs_is_enough()
    {
        var globs = new ExcludeGlobs(["a", "b/**"], ignoreCase: false);

        Assert.Equal([true, true, false], new[] { "a", "b/c", "c" }.Select(globs.Excludes));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("x/../y")]
    [InlineData("a//b")]
    [InlineData("!a")]
    [InlineData("a\\b")]
    [InlineData("/")]
    [InlineData(".")]
    public void A_bad_glob_is_told_and_excludes_nothing(string glob)
    {
        var globs = new ExcludeGlobs([glob, "good"], ignoreCase: false);

        Assert.Equal(
            [$"sidecar.exclude has '{glob}', which excludes nothing; it can be a glob from the top of the worktree, such as generated/** or **/*.log."],
            globs.Problems);
        Assert.Equal([true, false, false], new[] { "good", "x", "a/b" }.Select(globs.Excludes));
    }
}
