using Sidecar.History;

namespace Sidecar.Tests.History;

public sealed class CoChangeScoreTests
{
    [Theory]
    [InlineData("src/list.c", "list")]
    [InlineData("src/list.test.ts", "list")]
    [InlineData("tests/test_list.py", "list")]
    [InlineData("tests/test-list.sh", "list")]
    [InlineData("list_test.go", "list")]
    [InlineData("list-spec.js", "list")]
    [InlineData("ListTests.cs", "list")]
    [InlineData("My-List.h", "my_list")]
    [InlineData("latest.c", "latest")]
    [InlineData("test.c", "test")]
    [InlineData("Tests.cs", "tests")]
    [InlineData("a/.gitignore", "gitignore")]
    [InlineData("Makefile", "makefile")]
    [InlineData("...", "")]
    public void A_stem_is_what_names_of_the_same_thing_share(string path, string stem) => Assert.Equal(stem, FileStem.Of(path));

    [Theory]
    [InlineData("", "", 1)]
    [InlineData("a/b", "a/b", 1)]
    [InlineData("a/b", "a", 0.15)]
    [InlineData("a/b", "a/c", 0.15)]
    [InlineData("a/b", "a/bc", 0.15)]
    [InlineData("a/b/c", "a/b", 0.2)]
    [InlineData("a", "ab", 0)]
    [InlineData("a", "", 0)]
    public void Directories_are_the_nearer_the_more_of_their_way_they_share(string one, string other, double nearness)
    {
        Assert.Equal(nearness, CoChangeScore.Nearness(one, other), 1e-12);
        Assert.Equal(nearness, CoChangeScore.Nearness(other, one), 1e-12);
    }

    [Fact]
    public void After_the_half_life_a_change_counts_for_half() => Assert.Equal(
        [1, 1, 0.5, 0.25],
        new[] { -3, 0, 730, 1460 }.Select(days => CoChangeScore.Weight(TimeSpan.FromDays(days))));
}
