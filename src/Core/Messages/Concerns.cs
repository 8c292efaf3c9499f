using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Which events an agent should hear of that nobody sends it a message about. Most that concern it come as notices anyway.</summary>
public static class Concerns
{
    private const string HeldBy = "held by ";

    /// <summary>What to tell the agent; null for what does not concern it.</summary>
    /// <param name="happening">What happened.</param>
    /// <param name="me">The agent.</param>
    /// <param name="mine">What it holds.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    public static string? About(Happening happening, AgentName me, IReadOnlyList<ClaimPattern> mine, bool ignoreCase)
    {
        var isMyDoing = string.Equals(happening.Who, me.ToString(), StringComparison.OrdinalIgnoreCase);
        return happening.Kind switch
        {
            "claim.expired" when isMyDoing => $"Your claim on {Printable.OneLine(happening.Subject)} has expired. Claim it again before you go on with it.",
            "claim.waiting" when !isMyDoing && Touches(happening.Subject, mine, ignoreCase) =>
                $"{happening.Who} waits for {Printable.OneLine(happening.Subject)}, which you hold. Release it as soon as you can.",
            "commit.refused" when !isMyDoing && IsAmong(me, happening.Detail) =>
                $"A commit of {happening.Who} was refused because of your work: {Printable.OneLine(happening.Subject)}.",
            _ => null,
        };
    }

    private static bool Touches(string patterns, IReadOnlyList<ClaimPattern> mine, bool ignoreCase) =>
        patterns.Split(", ").Select(ClaimPattern.FromStored).Any(wanted => mine.Any(held => held.Intersects(wanted, ignoreCase)));

    private static bool IsAmong(AgentName me, string detail) =>
        detail.StartsWith(HeldBy, StringComparison.Ordinal)
        && detail[HeldBy.Length..].Split(", ").Contains(me.ToString(), StringComparer.OrdinalIgnoreCase);
}
