using Sidecar.Messages;

namespace Sidecar.Terminal;

/// <summary>Messages as people see them. Their text is fenced: it comes from others.</summary>
internal static class MessageView
{
    public static void Show(Screen screen, Message message, DateTimeOffset now)
    {
        var kind = message.Kind is { } what ? $", {what}" : "";
        var reply = message.ReplyTo is { } earlier ? $", answers #{earlier}" : "";
        var thread = message.Thread is { } number ? $", consultation {number}" : "";
        screen.Heading($"#{message.Id} {message.From}{message.Towards}, {Ages.Ago(message.At, now)}{kind}{reply}{thread}");
        if (message.Text.Length > 0)
            screen.Quote(message.Text);
        if (message.Body is { } body)
            screen.Quote(body);
    }

    /// <summary>How many characters they take where nothing is cut.</summary>
    public static int Length(IReadOnlyList<Message> messages, DateTimeOffset now)
    {
        using var written = new StringWriter { NewLine = "\n" };
        var screen = new Screen(written, columns: null, hasColours: false);
        foreach (var message in messages)
            Show(screen, message, now);

        return written.GetStringBuilder().Length;
    }
}
