using FsCheck;
using FsCheck.Fluent;
using Sidecar.Agents;

namespace Sidecar.Tests.Agents;

public sealed class FriendlyNamesTests
{
    [Fact]
    public void A_generated_name_is_two_short_lower_case_words()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
            IsShortPair(FriendlyNames.Pick(_ => false, new Random(seed)).ToString())));
    }

    [Fact]
    public void There_are_more_than_two_thousand_names()
    {
        var random = new Random(1);
        HashSet<AgentName> taken = [];

        while (taken.Count < 2_400)
            taken.Add(FriendlyNames.Pick(_ => false, random));

        Assert.Equal(2_400, taken.Count);
    }

    [Fact]
    public void A_generated_name_is_never_a_taken_one()
    {
        var random = new Random(1);
        HashSet<AgentName> taken = [];

        for (var i = 0; i < 9_000; i++)
            Assert.True(taken.Add(FriendlyNames.Pick(taken.Contains, random)));

        Assert.All(taken, name => Assert.InRange(name.ToString().Length, 1, 20));
    }

    [Fact]
    public void Where_every_pair_is_taken_a_number_is_added()
    {
        var name = FriendlyNames.Pick(name => char.IsAsciiLetter(name.ToString()[^1]), new Random(1));

        Assert.Matches("^[a-z]+-[a-z]+-2$", name.ToString());
    }

    [Theory]
    [InlineData("bob", "", "bob")]
    [InlineData("bob", "BOB", "bob-2")]
    [InlineData("bob", "bob bob-2 bob-4", "bob-3")]
    [InlineData("abcdefghijklmnopqrstuvwxyz123456", "abcdefghijklmnopqrstuvwxyz123456", "abcdefghijklmnopqrstuvwxyz1234-2")]
    public void The_first_free_number_is_added_to_a_taken_name(string wanted, string taken, string expected)
    {
        var names = taken.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(AgentName.Parse).ToHashSet();

        Assert.Equal(expected, FriendlyNames.WithSuffix(AgentName.Parse(wanted), names.Contains).ToString());
    }

    [Fact]
    public void A_name_with_a_number_is_always_free_and_never_too_long()
    {
        var lengths = Gen.Choose(1, AgentName.MaxLength).ToArbitrary();
        var crowds = Gen.Choose(0, 120).ToArbitrary();

        Check.QuickThrowOnFailure(Prop.ForAll(lengths, crowds, (length, crowd) =>
        {
            var wanted = AgentName.Parse(new string('x', length));
            HashSet<AgentName> taken = [];
            for (var i = 0; i < crowd; i++)
                taken.Add(FriendlyNames.WithSuffix(wanted, taken.Contains));

            return taken.Count == crowd && taken.All(name => name.ToString().Length is > 0 and <= AgentName.MaxLength);
        }));
    }

    private static bool IsShortPair(string name) =>
        name.Length <= 20 && name.Split('-') is [var one, var two] && (one + two).All(char.IsAsciiLetterLower) && one != two;
}
