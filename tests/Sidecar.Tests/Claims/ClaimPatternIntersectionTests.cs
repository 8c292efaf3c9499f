using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.FileSystemGlobbing;
using Sidecar.Claims;

namespace Sidecar.Tests.Claims;

public sealed class ClaimPatternIntersectionTests
{
    private static readonly string[] Parts = ["a", "b", "ab", "a*", "*b", "*", "**", "B"];

    [Theory]
    [InlineData("src/api/", "src/api/a.cs", true)]
    [InlineData("src/api/", "src/api", true)]
    [InlineData("src/api/", "src/apix/", false)]
    [InlineData("src/*.cs", "src/a*", true)]
    [InlineData("src/*.cs", "src/*.ts", false)]
    [InlineData("**/a/a", "a/b/**", true)]
    [InlineData("a/**/b", "a/c/*", true)]
    [InlineData("a/**/b", "c/**", false)]
    [InlineData("**", "x", true)]
    [InlineData("**", "task:x", false)]
    [InlineData("task:x", "task:x", true)]
    [InlineData("task:x", "task:xy", false)]
    [InlineData("task:*", "task:x", true)]
    [InlineData("task:*", "lane:x", false)]
    [InlineData("task:*", "task:x/y", false)]
    [InlineData("task:**", "task:x/y", true)]
    [InlineData("task:x/", "task:x/y", true)]
    [InlineData("db://*", "db://host", true)]
    [InlineData("task:x", "./task:x", false)]
    [InlineData("./task:*", "./task:x", true)]
    public void Patterns_meet_if_some_path_fits_both(string one, string other, bool expected)
    {
        var first = ClaimPattern.FromStored(one);
        var second = ClaimPattern.FromStored(other);

        Assert.Equal(expected, first.Intersects(second));
        Assert.Equal(expected, second.Intersects(first));
    }

    // Two patterns of three segments that meet at all meet in a path of four segments with names of two characters.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Intersection_agrees_with_trying_every_path(bool ignoreCase)
    {
        var universe = Sequences(["a", "b", "aa", "ab", "ba", "bb", "B"], 4);

        AssertAgree(Sequences(Parts, 3), universe, ignoreCase);
    }

    // Two patterns of five segments that meet at all meet in a path of eight, as a '**' takes one segment of each.
    [Fact]
    public void Intersection_of_deep_patterns_agrees_with_trying_every_path()
    {
        var universe = Sequences(["a", "b"], 8);

        AssertAgree(Sequences(["a", "b", "**"], 5), universe);
    }

    // The same for the characters of names.
    [Fact]
    public void Intersection_of_names_agrees_with_trying_every_name()
    {
        var universe = Words("ab", 8);
        var names = Words("ab*", 5).Where(word => !word.Contains("**", StringComparison.Ordinal));

        AssertAgree(names, universe);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Matching_agrees_with_the_regular_expression(bool ignoreCase)
    {
        var paths = Sequences(["a", "ab", "bab", "B"], 4);

        foreach (var pattern in Sequences(Parts, 3).Select(ClaimPattern.FromStored))
        {
            var expected = Fitting(pattern, paths, ignoreCase);
            for (var i = 0; i < paths.Count; i++)
            {
                if (pattern.Matches(PathOf(paths[i]), ignoreCase) != expected[i])
                    Assert.Fail($"{pattern} and {paths[i]}: expected {expected[i]}.");
            }
        }
    }

    [Fact]
    public void Matching_agrees_with_FileSystemGlobbing_where_both_speak()
    {
        var paths = Sequences(["a", "b", "ab", "abb"], 3);

        foreach (var text in Sequences(["a", "b", "a*", "*b", "*", "**"], 3))
        {
            var globbing = new Matcher(StringComparison.Ordinal).AddInclude(text);
            var expected = globbing.Match(paths).Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            // Theirs wants at least one segment for a '**' at the end.
            var pattern = ClaimPattern.FromStored(text.EndsWith("/**", StringComparison.Ordinal) ? text + "/*" : text);
            var matched = paths.Where(path => pattern.Matches(PathOf(path)));

            expected.SymmetricExceptWith(matched);
            Assert.True(expected.Count == 0, $"{text} disagrees on {string.Join(' ', expected)}");
        }
    }

    [Fact]
    public void Intersection_is_symmetric_and_every_pattern_meets_itself()
    {
        var property = Prop.ForAll(Patterns().Two().ToArbitrary(), pair =>
            pair.Item1.Intersects(pair.Item2) == pair.Item2.Intersects(pair.Item1) && pair.Item1.Intersects(pair.Item1));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
    }

    [Fact]
    public void A_canonical_text_reads_back_as_itself()
    {
        using var folder = new PatternTestFolder();
        string[] characters = ["a", "*", "**", "/", "./", "../", ":", "task:", "[", "\\", "ü", "𝄞", " ", "-", ".git", "A"];
        var texts = Gen.Elements(characters).NonEmptyListOf().Select(string.Concat);
        var parsed = texts.Select(text => TryParse(text, folder.Top)).Where(pattern => pattern is not null);

        var property = Prop.ForAll(parsed.ToArbitrary(), pattern =>
            ClaimPattern.Parse(pattern!.Text, folder.Top).Equals(pattern)
            && ClaimPattern.FromStored(pattern.Text).Equals(pattern)
            && pattern.Intersects(ClaimPattern.FromStored(pattern.Text)));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
    }

    [Fact]
    public void The_most_hostile_patterns_are_answered()
    {
        var manyParts = ClaimPattern.FromStored("**/" + string.Concat(Enumerable.Repeat("a/", 1000)) + "b/**");
        var manyPartsWithoutTheLast = ClaimPattern.FromStored(string.Concat(Enumerable.Repeat("a/", 2000)) + "c");
        var manyStars = ClaimPattern.FromStored(string.Concat(Enumerable.Repeat("*" + new string('a', 100), 32)) + "b*");
        var longName = ClaimPattern.FromStored(new string('a', 4000) + "*");

        Assert.False(manyParts.Intersects(manyPartsWithoutTheLast));
        Assert.True(manyStars.Intersects(longName));
        Assert.False(manyStars.Matches(PathOf(new string('a', 4000))));
    }

    private static void AssertAgree(IEnumerable<string> texts, List<string> universe, bool ignoreCase = false)
    {
        var patterns = texts.Select(ClaimPattern.FromStored).ToList();
        var fitting = patterns.Select(pattern => Fitting(pattern, universe, ignoreCase)).ToList();

        for (var i = 0; i < patterns.Count; i++)
        {
            for (var j = 0; j < patterns.Count; j++)
            {
                var haveOneInCommon = new BitArray(fitting[i]).And(fitting[j]).HasAnySet();
                if (patterns[i].Intersects(patterns[j], ignoreCase) != haveOneInCommon)
                    Assert.Fail($"{patterns[i]} and {patterns[j]}: expected {haveOneInCommon}.");
            }
        }
    }

    private static BitArray Fitting(ClaimPattern pattern, List<string> paths, bool ignoreCase)
    {
        var naive = new NaiveMatcher(pattern.Text, ignoreCase);
        return new BitArray(paths.Select(naive.Matches).ToArray());
    }

    private static Gen<ClaimPattern> Patterns() =>
        from parts in Gen.Elements(Parts).NonEmptyListOf()
        from isDirectory in Gen.Elements(true, false)
        select ClaimPattern.FromStored(string.Join('/', parts) + (isDirectory ? "/" : ""));

    private static ClaimPattern? TryParse(string text, string root)
    {
        try
        {
            return ClaimPattern.Parse(text, root);
        }
        catch (SidecarException)
        {
            return null;
        }
    }

    private static List<string> Sequences(string[] parts, int most) => Combine(parts, most, "/");

    private static List<string> Words(string characters, int most) =>
        Combine(characters.Select(c => c.ToString()).ToArray(), most, "");

    private static List<string> Combine(string[] parts, int most, string separator)
    {
        var all = new List<string>(parts);
        var longest = new List<string>(parts);
        for (var length = 2; length <= most; length++)
        {
            longest = longest.SelectMany(start => parts.Select(part => start + separator + part)).ToList();
            all.AddRange(longest);
        }

        return all;
    }

    private static RepoPath PathOf(string text) =>
        RepoPath.TryParse(text, out var path) ? path : throw new ArgumentException(text, nameof(text));
}
