using Sidecar.Json;
using Sidecar.Messages;

namespace Sidecar.Mcp;

/// <summary>The first unread messages, carried by the answer to whatever was asked.</summary>
internal static class UnreadBanner
{
    private const int MaxMessages = 5;
    private const int MaxCharacters = 2_000;

    /// <summary>Adds `unread` to an answer, and the first unread messages where there are any.</summary>
    public static ToolAnswer AddTo(ToolAnswer answer, ToolCall call)
    {
        if (answer.Delivery is { } own)
        {
            answer.Content["unread"] = own.Unread;
            return answer;
        }

        var delivery = call.State.Inbox.Take(call.Key, call.Id, MaxMessages, MaxCharacters);
        answer.Content["unread"] = delivery.Unread;
        if (delivery.Messages.Count == 0)
            return answer;

        var texts = Shorten(delivery.Messages);
        var shown = delivery.Messages.Select(WithShortBody).ToList();
        answer.Content["inbox"] = McpJson.Of(json =>
        {
            json.WriteString("note", MessageFence.Note);
            json.Messages(shown.Select(message => message with { Text = texts[message.Id] }));
            json.WriteNumber("left", delivery.Left);
        });
        var left = delivery.Left == 0 ? "" : $"\n{delivery.Left} more unread: check_in.";
        var fenced = MessageFence.Around(shown, message => texts[message.Id]);
        return answer with { Text = $"{answer.Text}\n\n{delivery.Unread} unread:\n{fenced}{left}" };
    }

    private static Dictionary<long, string> Shorten(IReadOnlyList<Message> messages)
    {
        var texts = new Dictionary<long, string>();
        var room = MaxCharacters;
        foreach (var message in messages)
        {
            var text = Printable.Lines(message.Text);
            var hint = $"… (cut: history since={message.Id - 1} before={message.Id + 1} has all of it)";
            var isWhole = text.Length <= room && !HasLongBody(message);
            texts[message.Id] = isWhole ? text : text[..Math.Clamp(room - hint.Length, 0, text.Length)] + hint;
            room -= Math.Min(room, texts[message.Id].Length + (message.Body?.Length ?? 0));
        }

        return texts;
    }

    private static bool HasLongBody(Message message) => message.Body is { Length: > MaxCharacters / 2 };

    private static Message WithShortBody(Message message) => HasLongBody(message) ? message with { Body = null } : message;
}
