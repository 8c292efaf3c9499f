using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Which events an agent should hear of that nobody sends it a message about. Most that concern it come as notices anyway.</summary>
/// <remarks>It is told in Sidecar's own words, so nothing stands in them that another could choose: only its own claims, and names of agents.</remarks>
public static class Concerns
{
    private const string HeldBy = "held by ";
    private const int MostPatterns = 3;
    private const int MaxPattern = 100;

    /// <summary>What to tell the agent; null for what does not concern it.</summary>
    /// <param name="happening">What happened.</param>
    /// <param name="me">The agent.</param>
    /// <param name="mine">What it holds.</param>
    /// <param name="queue">Who waits for what: an event names some of it only.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    public static string? About(
        Happening happening, AgentName me, IReadOnlyList<ClaimPattern> mine, IReadOnlyList<Waiting> queue, bool ignoreCase)
    {
        var isMyDoing = string.Equals(happening.Who, me.ToString(), StringComparison.OrdinalIgnoreCase);
        return happening.Kind switch
        {
            "claim.expired" when isMyDoing =>
                $"Your claim on {Printable.Short(happening.Subject, MaxPattern)} has expired. Claim it again before you go on with it.",
            "claim.waiting" when !isMyDoing && Met(happening, mine, queue, ignoreCase) is { Count: > 0 } met =>
                $"{Name(happening)} waits for {List(met)}, which you hold. Release it as soon as you can.",
            "commit.refused" when !isMyDoing && IsAmong(me, happening.Detail) =>
                $"A commit of {Name(happening)} was refused because of your work.",
            _ => null,
        };
    }

    // Whoever waits no longer need not be told of.
    private static List<ClaimPattern> Met(
        Happening happening, IReadOnlyList<ClaimPattern> mine, IReadOnlyList<Waiting> queue, bool ignoreCase)
    {
        var wanted = queue.Where(waiting => waiting.Since == happening.At && waiting.Agent.Name.ToString() == happening.Who)
            .SelectMany(waiting => waiting.Patterns).ToList();
        return mine.Where(held => wanted.Exists(pattern => held.Intersects(pattern, ignoreCase))).ToList();
    }

    private static string List(List<ClaimPattern> patterns)
    {
        var first = string.Join(", ", patterns.Take(MostPatterns).Select(pattern => Printable.Short(pattern.Text, MaxPattern)));
        return patterns.Count > MostPatterns ? $"{first} and {patterns.Count - MostPatterns} more" : first;
    }

    // A committer that did not register may call itself anything.
    private static string Name(Happening happening) =>
        AgentName.TryParse(happening.Who, out _) || happening.Who == AgentName.Human.ToString() ? happening.Who : "somebody";

    private static bool IsAmong(AgentName me, string detail) =>
        detail.StartsWith(HeldBy, StringComparison.Ordinal)
        && detail[HeldBy.Length..].Split(", ").Contains(me.ToString(), StringComparer.OrdinalIgnoreCase);
}
