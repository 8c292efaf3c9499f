using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Mcp.Push;

/// <summary>What is put into a session that nobody asked anything: Claude Code's channels. Short, for it is not the delivery.</summary>
internal static class ChannelNotice
{
    /// <summary>The most messages that one notice tells of.</summary>
    public const int MaxMessages = 5;

    private const string Capability = "claude/channel";
    private const string Method = "notifications/claude/channel";
    private const int MaxCharacters = 1_500;

    /// <summary>Whether a client takes such notices, on a connection with a greeting.</summary>
    public static bool IsTakenBy(string? client) => client is "claude-code";

    /// <summary>Adds the offer to the answer to a greeting.</summary>
    public static void OfferIn(JsonObject greeted)
    {
        if (greeted["capabilities"] is JsonObject capabilities)
            capabilities["experimental"] = new JsonObject { [Capability] = new JsonObject() };
    }

    /// <summary>Tells of unread messages.</summary>
    public static JsonRpcNotification Of(Glance unread)
    {
        var left = unread.Unread - unread.Messages.Count;
        var more = left == 0 ? "" : $"{left} more unread. ";
        var last = $"\n{more}check_in reads them.";
        var shown = ShortMessages.Fit(unread.Messages, MaxCharacters - MessageFence.Overhead - last.Length);
        return Notice(MessageFence.Around(shown) + last, new JsonObject
        {
            ["kind"] = "message",
            ["from"] = string.Join(",", unread.Messages.Select(message => message.From.ToString()).Distinct(StringComparer.OrdinalIgnoreCase)),
            ["unread"] = $"{unread.Unread}",
        });
    }

    /// <summary>Tells of something that happened.</summary>
    public static JsonRpcNotification Of(Happening happening, string words) => Notice(
        $"{Printable.Short(words, MaxCharacters / 2)} status tells more.",
        new JsonObject { ["kind"] = "event", ["event"] = happening.Kind });

    private static JsonRpcNotification Notice(string content, JsonObject meta) =>
        new() { Method = Method, Params = new JsonObject { ["content"] = Untagged(MessageFence.Guard(content)), ["meta"] = meta } };

    // The client puts what it is sent between tags of this name: no message may end them.
    private static string Untagged(string content) => content
        .Replace("<channel", "(channel", StringComparison.OrdinalIgnoreCase)
        .Replace("</channel", "(/channel", StringComparison.OrdinalIgnoreCase);
}
