using System.Text.Json.Nodes;
using Sidecar.Messages;

namespace Sidecar.Mcp;

/// <summary>The first unread messages, carried by the answer to whatever was asked.</summary>
internal static class UnreadBanner
{
    private const int MaxMessages = 5;
    private const int MaxCharacters = 2_000;

    // A message that would be cut shorter than this waits for the next answer instead.
    private const int LeastUseful = 200;

    /// <summary>Adds `unread` to an answer, and the first unread messages where there are any.</summary>
    public static ToolAnswer AddTo(ToolAnswer answer, ToolCall call)
    {
        if (answer.Delivery is { } shown)
        {
            answer.Content["unread"] = shown.Unread;
            return answer;
        }

        var delivery = Take(call);
        answer.Content["unread"] = delivery.Unread;
        if (delivery.Messages.Count == 0)
            return answer;

        var texts = Shorten(delivery.Messages);
        answer.Content["inbox"] = new JsonObject
        {
            ["note"] = MessageFence.Note,
            ["messages"] = McpJson.List(delivery.Messages, message => McpJson.Of(WithShortBody(message), texts[message.Id])),
            ["left"] = delivery.Left,
        };
        var left = delivery.Left == 0 ? "" : $"\n{delivery.Left} more unread: check_in.";
        var fenced = MessageFence.Around(delivery.Messages.Select(WithShortBody), message => texts[message.Id]);
        return answer with { Text = $"{answer.Text}\n\n{delivery.Unread} unread:\n{fenced}{left}" };
    }

    // One at a time: whatever is taken counts as shown, so no more is taken than there is room for.
    private static Delivery Take(ToolCall call)
    {
        var taken = new List<Message>();
        var room = MaxCharacters;
        while (true)
        {
            var wanted = taken.Count < MaxMessages && room >= LeastUseful ? 1 : 0;
            var next = call.State.Messages.Take(call.Key, call.Id, wanted);
            if (next.Messages is not [var message])
                return new Delivery(taken, next.Left);

            taken.Add(message);
            room -= message.Text.Length + (message.Body?.Length ?? 0);
        }
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
