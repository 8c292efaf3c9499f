using Sidecar.Json;
using Sidecar.Messages;

namespace Sidecar.Mcp;

/// <summary>The first unread messages, carried by the answer to whatever was asked.</summary>
internal static class UnreadBanner
{
    private const int MaxMessages = 5;

    // All that is said of unread messages below one answer: headings, fence and hints included.
    private const int MaxCharacters = 4_000;

    // What is taken counts as shown; beside it there is room for the headings.
    private const int TakenCharacters = 3_000;

    /// <summary>Adds `unread` to an answer, and the first unread messages where there are any.</summary>
    public static ToolAnswer AddTo(ToolAnswer answer, ToolCall call)
    {
        if (answer.Delivery is { } own)
        {
            answer.Content["unread"] = own.Unread;
            return answer;
        }

        var delivery = call.State.Inbox.Take(call.Key, call.Id, MaxMessages, TakenCharacters);
        answer.Content["unread"] = delivery.Unread;
        if (delivery.Messages.Count == 0)
            return answer;

        var first = $"{delivery.Unread} unread:\n";
        var last = delivery.Left == 0 ? "" : $"\n{delivery.Left} more unread: check_in.";
        var frame = first.Length + MessageFence.Around([], _ => "").Length + last.Length;
        var shown = ShortMessages.Fit(delivery.Messages, MaxCharacters - frame);
        answer.Content["inbox"] = McpJson.Of(json =>
        {
            json.WriteString("note", MessageFence.Note);
            json.Messages(shown);
            json.WriteNumber("left", delivery.Left);
        });
        return answer with { Text = $"{answer.Text}\n\n{first}{MessageFence.Around(shown, message => message.Text)}{last}" };
    }
}
