using Sidecar.Claims;

namespace Sidecar.Tests.Claims;

public sealed class ClaimPatternParsingTests : IDisposable
{
    private readonly PatternTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("src/a.cs", "src/a.cs")]
    [InlineData("./src//a.cs", "src/a.cs")]
    [InlineData("src/x/../a.cs", "src/a.cs")]
    [InlineData("src/", "src/")]
    [InlineData("src/.", "src/")]
    [InlineData(".", "**")]
    [InlineData("./", "**")]
    [InlineData("src/..", "**")]
    [InlineData("**/**/a", "**/a")]
    [InlineData("src/**/", "src/**")]
    [InlineData("src/*/", "src/*/**")]
    [InlineData("a**b***c", "a*b*c")]
    [InlineData("***", "*")]
    [InlineData("task:login-form", "task:login-form")]
    [InlineData("task:a/../b//c/./", "task:a/../b//c/./")]
    [InlineData("lane:**/**", "lane:**")]
    [InlineData("./task:x", "./task:x")]
    [InlineData("x/../task:x", "./task:x")]
    [InlineData("docs/task:x", "docs/task:x")]
    [InlineData("c:x", "c:x")]
    [InlineData("Task:x", "Task:x")]
    [InlineData("task:", "task:")]
    [InlineData(".gitignore", ".gitignore")]
    [InlineData(".github/a.git", ".github/a.git")]
    [InlineData(" padded ", " padded ")]
    public void A_text_has_one_canonical_form(string written, string canonical)
    {
        var pattern = ClaimPattern.Parse(written, _folder.Top);

        Assert.Equal(canonical, pattern.Text);
        Assert.Equal(pattern, ClaimPattern.FromStored(canonical));
        Assert.Equal(pattern, ClaimPattern.Parse(canonical, _folder.Top));
    }

    [Theory]
    [InlineData("task:x", true)]
    [InlineData("port:5432", true)]
    [InlineData("db+v2.x-y://host", true)]
    [InlineData("./task:x", false)]
    [InlineData("c:x", false)]
    [InlineData("src/task:x", false)]
    [InlineData("ta*k:x", false)]
    public void A_name_with_a_scheme_is_a_resource(string text, bool expected)
    {
        var pattern = ClaimPattern.Parse(text, _folder.Top);

        Assert.Equal(expected, pattern.IsResource);
    }

    [Fact]
    public void A_directory_that_exists_needs_no_slash()
    {
        _folder.MakeFolder("src/[id]");

        Assert.Equal("src/[id]/", ClaimPattern.Parse("src/[id]", _folder.Top).Text);
        Assert.Equal("src/", ClaimPattern.Parse("[id]/..", _folder.Top, "src/").Text);
        Assert.Equal("src/new", ClaimPattern.Parse("src/new", _folder.Top).Text);
    }

    [Fact]
    public void A_link_to_a_directory_is_one_file()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder.Top, "link"), _folder.MakeFolder("target"));

        var pattern = ClaimPattern.Parse("link", _folder.Top);

        Assert.Equal("link", pattern.Text);
    }

    [Theory]
    [InlineData("a.cs", "src/api/a.cs")]
    [InlineData("../a.cs", "src/a.cs")]
    [InlineData("../..", "**")]
    [InlineData(".", "src/api/")]
    [InlineData("*", "src/api/*")]
    [InlineData("task:x", "task:x")]
    [InlineData("./task:x", "src/api/task:x")]
    public void A_text_starts_where_it_was_written(string written, string canonical)
    {
        var pattern = ClaimPattern.Parse(written, _folder.Top, "src/api/");

        Assert.Equal(canonical, pattern.Text);
    }

    [Fact]
    public void An_absolute_path_inside_becomes_relative()
    {
        Assert.Equal("src/a.cs", ClaimPattern.Parse($"{_folder.Top}/src/./a.cs", _folder.Top, "docs/").Text);
        Assert.Equal("src/*.cs", ClaimPattern.Parse($"{_folder.Top}//src/*.cs", _folder.Top + "/").Text);
        Assert.Equal("**", ClaimPattern.Parse(_folder.Top, _folder.Top).Text);
    }

    [Fact]
    public void An_absolute_path_may_lead_inside_through_a_link()
    {
        var root = _folder.MakeFolder("repo");
        _folder.MakeFolder("repo/src");
        var toRoot = Directory.CreateSymbolicLink(Path.Combine(_folder.Top, "to root"), "repo").FullName;
        var toSource = Directory.CreateSymbolicLink(Path.Combine(_folder.Top, "to src"), root + "/src").FullName;

        Assert.Equal("src/a.cs", ClaimPattern.Parse(toRoot + "/src/a.cs", root).Text);
        Assert.Equal("src/a.cs", ClaimPattern.Parse(root + "/src/a.cs", toRoot).Text);
        Assert.Equal("src/a.cs", ClaimPattern.Parse(toSource + "/a.cs", root).Text);
        Assert.Equal("**", ClaimPattern.Parse(toRoot, root).Text);
    }

    [Fact]
    public void A_link_that_leads_nowhere_leads_to_no_path_inside()
    {
        var root = _folder.MakeFolder("repo");
        var loop = Directory.CreateSymbolicLink(Path.Combine(_folder.Top, "loop"), "loop").FullName;

        var refused = Assert.Throws<SidecarException>(() => ClaimPattern.Parse(loop + "/src", root));

        Assert.Contains("outside the repository", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_of_one_call_keep_their_order_and_lose_their_doubles()
    {
        var patterns = ClaimPattern.ParseAll(["b.cs", "./a.cs", "b.cs", "x/../a.cs"], _folder.Top);

        Assert.Equal(["b.cs", "a.cs"], patterns.Select(pattern => pattern.Text));
    }

    [Fact]
    public void A_backslash_is_a_character_except_on_Windows()
    {
        var pattern = ClaimPattern.Parse(@"src\a.cs", _folder.Top);

        Assert.Equal(OperatingSystem.IsWindows() ? "src/a.cs" : @"src\a.cs", pattern.Text);
    }
}
