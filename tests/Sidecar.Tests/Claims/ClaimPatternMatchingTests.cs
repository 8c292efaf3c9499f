using Sidecar.Claims;

namespace Sidecar.Tests.Claims;

public sealed class ClaimPatternMatchingTests : IDisposable
{
    private readonly PatternTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("app/[id]/page.tsx", "app/[id]/page.tsx", true)]
    [InlineData("app/[id]/page.tsx", "app/i/page.tsx", false)]
    [InlineData("src/{a}/x.ts", "src/{a}/x.ts", true)]
    [InlineData("src/{a}/x.ts", "src/a/x.ts", false)]
    [InlineData("what?.md", "what?.md", true)]
    [InlineData("what?.md", "whats.md", false)]
    [InlineData("!important", "!important", true)]
    [InlineData("src/api", "src/apix", false)]
    [InlineData("src/api/", "src/apix", false)]
    [InlineData("src/api/", "src/apix/a.cs", false)]
    [InlineData("src/api/", "src/api/a.cs", true)]
    [InlineData("src/api/", "src/api/v1/a.cs", true)]
    [InlineData("src/api/", "src/api", true)]
    [InlineData("README.md", "docs/README.md", false)]
    [InlineData("*.md", "README.md", true)]
    [InlineData("*.md", "docs/README.md", false)]
    [InlineData("**/*.md", "README.md", true)]
    [InlineData("**/*.md", "docs/deep/README.md", true)]
    [InlineData("src/*", "src/a", true)]
    [InlineData("src/*", "src", false)]
    [InlineData("src/*", "src/a/b", false)]
    [InlineData("src/**", "src/a/b", true)]
    [InlineData("src/**/x.cs", "src/x.cs", true)]
    [InlineData("src/**/x.cs", "src/a/b/x.cs", true)]
    [InlineData("src/**/t/**/x.cs", "src/a/t/x.cs", true)]
    [InlineData("src/**/t/**/x.cs", "src/a/x.cs", false)]
    [InlineData("src/*/", "src/a/b/c", true)]
    [InlineData("src/*/", "src", false)]
    [InlineData("a*b*c", "abc", true)]
    [InlineData("a*b*c", "aXbXbXc", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("src/", "src/two\nlines.cs", true)]
    [InlineData("src/*.cs", "src/two\nlines.cs", true)]
    [InlineData("-x", "-x", true)]
    [InlineData("a \"b\" c'd", "a \"b\" c'd", true)]
    [InlineData("./task:x", "task:x", true)]
    [InlineData("task:x", "task:x", false)]
    [InlineData("grün/*", "grün/ß", true)]
    [InlineData("SRC/*.cs", "src/a.cs", false)]
    public void A_pattern_matches_what_the_claim_language_says(string pattern, string path, bool expected)
    {
        var read = ClaimPattern.Parse(pattern, _folder.Top);

        var matches = read.Matches(PathOf(path));

        Assert.Equal(expected, matches);
    }

    [Fact]
    public void A_stored_name_with_a_newline_matches_that_file_alone()
    {
        var pattern = ClaimPattern.FromStored("src/two\nlines.cs");

        Assert.True(pattern.Matches(PathOf("src/two\nlines.cs")));
        Assert.False(pattern.Matches(PathOf("src/two\nlines.csx")));
        Assert.False(pattern.Matches(PathOf("src/two")));
    }

    [Fact]
    public void A_star_in_the_name_of_a_file_is_no_wildcard()
    {
        var pattern = ClaimPattern.FromStored("src/a-long-name.cs");

        Assert.False(pattern.Matches(PathOf("src/*.cs")));
        Assert.False(ClaimPattern.FromStored("src/*x.cs").Matches(PathOf("src/*.cs")));
        Assert.True(ClaimPattern.FromStored("src/*.cs").Matches(PathOf("src/*.cs")));
    }

    [Theory]
    [InlineData("src/Login.cs")]
    [InlineData("SRC/")]
    [InlineData("Src/*.CS")]
    [InlineData("**/LOG*")]
    public void Case_is_ignored_only_where_the_file_system_ignores_it(string text)
    {
        var pattern = ClaimPattern.FromStored(text);

        Assert.False(pattern.Matches(PathOf("src/login.cs")));
        Assert.True(pattern.Matches(PathOf("src/login.cs"), ignoreCase: true));
        Assert.True(pattern.Intersects(ClaimPattern.FromStored("src/login.cs"), ignoreCase: true));
    }

    [Theory]
    [InlineData("**", true)]
    [InlineData("**/*", true)]
    [InlineData("*/**", true)]
    [InlineData("*/", true)]
    [InlineData(".", true)]
    [InlineData("src/..", true)]
    [InlineData("**/*/**", true)]
    [InlineData("*", false)]
    [InlineData("**/*.cs", false)]
    [InlineData("**/a", false)]
    [InlineData("*/*/**", false)]
    [InlineData("src/**", false)]
    [InlineData("task:**", false)]
    public void The_whole_repository_is_known_in_each_of_its_spellings(string text, bool expected)
    {
        var pattern = ClaimPattern.Parse(text, _folder.Top);

        Assert.Equal(expected, pattern.IsWholeRepository);
    }

    private static RepoPath PathOf(string text)
    {
        Assert.True(RepoPath.TryParse(text, out var path));
        return path;
    }
}
