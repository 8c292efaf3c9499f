using System.Diagnostics;

namespace Sidecar.Agents;

/// <summary>Names for agents that were given none, such as "brisk-otter", and names beside one that is taken.</summary>
public static class FriendlyNames
{
    private const int Tries = 50;
    private const int HighestNumber = 9_999;

    // At most seven letters each, so that a name with a number stays short.
    private static readonly string[] Adjectives =
    [
        "agile", "amber", "bold", "brave", "breezy", "bright", "brisk", "calm", "candid", "cheery", "clever", "cosy",
        "crisp", "curious", "deft", "eager", "fair", "fleet", "frank", "gentle", "glad", "golden", "happy", "hardy",
        "honest", "humble", "jolly", "keen", "kind", "lively", "loyal", "lucid", "mellow", "merry", "mild", "neat",
        "nimble", "noble", "patient", "plucky", "polite", "prompt", "quick", "quiet", "ready", "serene", "silver",
        "snug", "spry", "steady", "sunny", "swift", "tidy", "vivid", "warm", "witty",
    ];

    private static readonly string[] Nouns =
    [
        "acorn", "alder", "aspen", "badger", "beaver", "birch", "bison", "brook", "canyon", "cedar", "clover", "comet",
        "condor", "coral", "crane", "cricket", "curlew", "dolphin", "dune", "egret", "elk", "falcon", "fern", "finch",
        "fjord", "garnet", "gecko", "glacier", "harbor", "hare", "hazel", "heron", "ibis", "island", "ivy", "jay",
        "kestrel", "koala", "lark", "lemur", "linden", "lotus", "lynx", "maple", "marlin", "marten", "meadow", "meteor",
        "newt", "oak", "ocelot", "orchid", "oriole", "osprey", "otter", "owl", "panda", "pebble", "pelican", "penguin",
        "pine", "plover", "poplar", "puffin", "quail", "raven", "reef", "river", "robin", "salmon", "sparrow", "spruce",
        "squid", "stork", "summit", "swan", "tapir", "tern", "thrush", "toucan", "tulip",
        "turtle", "valley", "walnut", "walrus", "willow", "wombat", "wren", "yak", "zebra",
    ];

    /// <summary>A name nobody has; with a number once free pairs of words are hard to find.</summary>
    public static AgentName Pick(Func<AgentName, bool> isTaken, Random random)
    {
        var name = Pair(random);
        for (var tries = 1; tries < Tries && isTaken(name); tries++)
            name = Pair(random);

        return WithSuffix(name, isTaken);
    }

    /// <summary>The wanted name if it is free; else the first free one of name-2, name-3, ..., cut where it would get too long.</summary>
    public static AgentName WithSuffix(AgentName wanted, Func<AgentName, bool> isTaken)
    {
        if (!isTaken(wanted))
            return wanted;

        for (var number = 2; number <= HighestNumber; number++)
        {
            var name = Numbered(wanted.ToString(), $"-{number}");
            if (!isTaken(name))
                return name;
        }

        throw new UnreachableException($"Every name from {wanted}-2 to {wanted}-{HighestNumber} is taken.");
    }

    private static AgentName Pair(Random random) => AgentName.Parse(
        $"{Adjectives[random.Next(Adjectives.Length)]}-{Nouns[random.Next(Nouns.Length)]}");

    private static AgentName Numbered(string wanted, string suffix) =>
        AgentName.Parse(wanted[..Math.Min(wanted.Length, AgentName.MaxLength - suffix.Length)] + suffix);
}
