using Sidecar.Messages;

namespace Sidecar.Mcp;

/// <summary>Messages cut to the room that there is for all of them; each that is cut says where the rest of it stands.</summary>
internal static class ShortMessages
{
    /// <summary>The messages, with texts safe to print, as long as they stand inside a fence together.</summary>
    /// <param name="messages">What is to be shown.</param>
    /// <param name="room">The most characters for all; each gets at least its heading and the hint.</param>
    public static IReadOnlyList<Message> Fit(IReadOnlyList<Message> messages, int room)
    {
        var left = room - messages.Sum(Least);
        var fitting = new List<Message>();
        foreach (var message in messages)
        {
            left += Least(message);
            fitting.Add(Shorten(message, left));
            left -= Length(fitting[^1]);
        }

        return fitting;
    }

    /// <summary>Where all of a message is to be read.</summary>
    public static string WhereWhole(Message message) => $"history since={message.Id - 1} before={message.Id + 1} has all of it";

    private static Message Shorten(Message message, int room)
    {
        var whole = message with { Text = Printable.Lines(message.Text) };
        if (Length(whole) <= room)
            return whole;

        var bodiless = whole with { Body = null };
        var text = whole.Text;
        for (var shorter = Cut(bodiless, text); ; shorter = Cut(bodiless, text))
        {
            var over = Length(shorter) - room;
            if (over <= 0 || text.Length == 0)
                return shorter;

            text = text[..Math.Max(0, text.Length - over)];
        }
    }

    private static int Least(Message message) => Length(Cut(message with { Body = null }, ""));

    private static int Length(Message message) => 1 + MessageFence.Of(message).Length;

    private static Message Cut(Message message, string text)
    {
        // Half of a surrogate pair is no text.
        var clean = text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
        return message with { Text = $"{clean}… (cut: {WhereWhole(message)})" };
    }
}
