using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Messages;
using Sidecar.Work;

namespace Sidecar.Mcp;

/// <summary>The same things in short text, for clients that show their model the text only.</summary>
internal static class McpWords
{
    public static string Of(Claim claim, DateTimeOffset now)
    {
        if (claim.Work is not null)
            return $"{Path(claim.Pattern)} - {WorkWords.Of(claim, now)}";

        var reason = claim.Reason.Length == 0 ? "" : $": {Printable.Quoted(claim.Reason, 120)}";
        return $"{Path(claim.Pattern)} - {claim.Holder.Name}{Liveness(claim.Live)}, {Words.Of(claim.Mode)}, "
            + $"{Words.Of(claim.Source)}, for {Duration.Approximate(now - claim.Since)}, "
            + $"ends in {Duration.Approximate(claim.Expires - now)} if idle{reason}";
    }

    public static string Of(Sent sent)
    {
        if (sent.IsRepeated)
            return $"Sent before as message {sent.Id}; nothing was sent now.{(sent.IsDifferent ? " It said something else then: use another key for it." : "")}";

        var away = sent.Recipients.Where(to => !to.Live).Select(to => to.Name.ToString()).ToList();
        var kept = away.Count == 0 ? "" : $" Not here now, kept until back: {string.Join(", ", away)}.";
        var full = sent.Full.Count == 0 ? "" : $" Not sent to {string.Join(", ", sent.Full)}: too much is unread there.";
        var topic = sent.Topic is null ? "" : $" in the topic {sent.Topic}";
        var nobody = sent.Topic is null ? "no other agent is here" : "nobody else is a member";
        return sent.Recipients.Count == 0
            ? $"Message {sent.Id} is in the log{topic}; {nobody} to receive it.{full}"
            : $"Message {sent.Id} sent to {string.Join(", ", sent.Recipients.Select(to => to.Name))}{topic}.{kept}{full}";
    }

    public static string Path(ClaimPattern pattern) => Printable.Name(pattern.Text);

    /// <summary>Nothing for whoever lives, the usual case.</summary>
    public static string Liveness(Liveness live) => live switch
    {
        Agents.Liveness.Alive => "",
        Agents.Liveness.Dead => " (gone)",
        _ => " (cannot tell whether it lives)",
    };

    /// <summary>The first of some things in one line, and how many more there are.</summary>
    public static string Some(IEnumerable<string> things, int most)
    {
        var all = things.ToList();
        return string.Join(", ", all.Take(most)) + (all.Count > most ? $" and {all.Count - most} more" : "");
    }

    /// <summary>The first of some lines, and how many more there are.</summary>
    public static IReadOnlyList<string> First(IEnumerable<string> lines, int most)
    {
        var all = lines.ToList();
        return all.Count > most ? [.. all.Take(most), $"and {all.Count - most} more"] : all;
    }

    public static string Lines(string heading, IEnumerable<string> lines)
    {
        var items = lines.ToList();
        return items.Count == 0 ? "" : $"\n{heading}:\n" + string.Join('\n', items.Select(line => "  " + line));
    }
}
