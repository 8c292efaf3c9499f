using Sidecar.Json;
using Sidecar.Messages;

namespace Sidecar.Mcp;

/// <summary>The first unread messages that there is room for, in their order, carried by the answer to whatever was asked.</summary>
internal static class UnreadBanner
{
    private const int MaxMessages = 5;

    // All that is said of unread messages below one answer: headings, fence and hints included.
    private const int MaxCharacters = 4_000;

    // What is taken counts as shown; beside it there is room for the longest headings, so that only a first one is ever cut.
    private const int TakenCharacters = 2_700;

    /// <summary>Adds `unread` to an answer, and the first unread messages where there are any that fit and no other call waits for them.</summary>
    public static ToolAnswer AddTo(ToolAnswer answer, ToolCall call)
    {
        if (answer.Delivery is { } own)
        {
            answer.Content["unread"] = own.Unread;
            return answer;
        }

        // Whoever waits for messages in another call gets them there: that call would wait on for what was brought by this one.
        var isAwaited = call.State.Inbox.IsAwaited;
        var delivery = call.State.Inbox.Take(call.Key, call.Id, isAwaited ? 0 : MaxMessages, TakenCharacters, IsFit);
        answer.Content["unread"] = delivery.Unread;
        return delivery.Unread == 0 || isAwaited ? answer : Below(answer, delivery);
    }

    // Whoever answers a proposal is to have been shown all of it: one that would be cut is left to check_in, with all that follows it.
    private static bool IsFit(Message message) => message.Thread is null || MessageRoom.Of(message) <= TakenCharacters;

    /// <summary>An answer without `unread`: cannot tell is not none.</summary>
    public static ToolAnswer Missing(ToolAnswer answer, SidecarException problem)
    {
        var note = $"Cannot tell what is unread: {problem.Message}";
        answer.Content["inbox"] = McpJson.Of(json =>
        {
            json.WriteString("note", note);
            json.Messages([]);
        });
        return answer with { Text = $"{answer.Text}\n\n{note}" };
    }

    private static ToolAnswer Below(ToolAnswer answer, Delivery delivery)
    {
        var shown = Fit(delivery);
        answer.Content["inbox"] = McpJson.Of(json =>
        {
            json.WriteString("note", MessageFence.Note);
            json.Messages(shown);
            json.WriteNumber("left", delivery.Left);
        });
        var fenced = shown.Count == 0 ? "" : MessageFence.Around(shown);
        return answer with { Text = $"{answer.Text}\n\n{First(delivery)}{fenced}{Last(delivery)}" };
    }

    private static IReadOnlyList<Message> Fit(Delivery delivery) => ShortMessages.Fit(
        delivery.Messages, MaxCharacters - First(delivery).Length - MessageFence.Overhead - Last(delivery).Length);

    private static string First(Delivery delivery) => delivery.Messages.Count == 0 ? "" : $"{delivery.Unread} unread:\n";

    private static string Last(Delivery delivery) => delivery switch
    {
        { Left: 0 } => "",
        { Messages.Count: 0 } => $"{delivery.Left} unread: check_in.",
        _ => $"\n{delivery.Left} more unread: check_in.",
    };
}
