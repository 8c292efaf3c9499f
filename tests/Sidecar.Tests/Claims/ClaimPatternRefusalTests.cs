using Sidecar.Claims;

namespace Sidecar.Tests.Claims;

public sealed class ClaimPatternRefusalTests : IDisposable
{
    private readonly PatternTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Forbidden => new()
    {
        { "", "is empty" },
        { " \u00a0 ", "is empty" },
        { "a\0b", "control character" },
        { "a\nb", "control character" },
        { "a\u001b[2Jb", "control character" },
        { "task:a\u0085b", "control character" },
        { "..", "outside the repository" },
        { "src/../../a.cs", "outside the repository" },
        { "/", "outside the repository" },
        { "/etc/passwd", "outside the repository" },
        { "/*/a", "outside the repository" },
        { "src/*/../a", "'..' behind a '*'" },
        { ".git", "git's own folder" },
        { ".GIT/config", "git's own folder" },
        { "sub/.Git/hooks/", "git's own folder" },
        { ".git. .", "git's own folder" },
        { "GIT~1/config", "git's own folder" },
        { "**/.git/**", "git's own folder" },
        { new string('a', ClaimPattern.MaxBytes + 1), "longer than 4096 bytes" },
        { new string('ü', (ClaimPattern.MaxBytes / 2) + 1), "longer than 4096 bytes" },
        { "task:" + new string('a', ClaimPattern.MaxBytes), "longer than 4096 bytes" },
        { new string('a', ClaimPattern.MaxBytes - 1) + "*/", "longer than 4096 bytes" },
        { string.Join('/', Enumerable.Repeat("*", ClaimPattern.MaxWildcards + 1)), "more than 32 '*'" },
        { new string('*', ClaimPattern.MaxWildcards + 1), "more than 32 '*'" },
        { "a\ud800b", "not valid Unicode" },
        { "a\udc00", "not valid Unicode" },
    };

    [Theory]
    [MemberData(nameof(Forbidden), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_claimed_is_refused_by_name(string text, string why)
    {
        var refused = Assert.Throws<SidecarException>(() => ClaimPattern.Parse(text, _folder.Top));

        Assert.Equal(ProblemKind.Usage, refused.Kind);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"'{Printable.Short(text, 80)}'", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Next);
    }

    [Fact]
    public void The_longest_text_and_the_most_wildcards_are_allowed()
    {
        Assert.Equal(ClaimPattern.MaxBytes, ClaimPattern.Parse(new string('a', ClaimPattern.MaxBytes), _folder.Top).Text.Length);
        Assert.NotNull(ClaimPattern.Parse(string.Join('/', Enumerable.Repeat("*", 32)), _folder.Top));
    }

    [Fact]
    public void A_sibling_whose_name_begins_like_the_root_is_outside()
    {
        var refused = Assert.Throws<SidecarException>(() => ClaimPattern.Parse(_folder.Top + "x/a.cs", _folder.Top));

        Assert.Contains("outside the repository", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_of_many_names_the_entry()
    {
        var refused = Assert.Throws<SidecarException>(() => ClaimPattern.ParseAll(["a.cs", "../b.cs", ""], _folder.Top));

        Assert.Equal("Path 2 of 3: The path '../b.cs' is outside the repository.", refused.Message);
    }

    [Theory]
    [InlineData(0, "No path was named.")]
    [InlineData(201, "201 paths in one call; at most 200 can be.")]
    public void A_call_names_one_to_two_hundred_paths(int count, string message)
    {
        var texts = Enumerable.Range(0, count).Select(i => $"{i}.cs").ToList();

        var refused = Assert.Throws<SidecarException>(() => ClaimPattern.ParseAll(texts, _folder.Top));

        Assert.Equal(message, refused.Message);
        Assert.Equal(200, ClaimPattern.ParseAll(Enumerable.Range(0, 200).Select(i => $"{i}.cs").ToList(), _folder.Top).Count);
    }
}
