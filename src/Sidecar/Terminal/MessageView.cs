using Sidecar.Messages;

namespace Sidecar.Terminal;

/// <summary>Messages as people see them. Their text is fenced: it comes from others.</summary>
internal static class MessageView
{
    private const int MostLines = 20;
    private const int MostCharacters = 2_000;

    /// <summary>One as a whole.</summary>
    public static void Show(Screen screen, Message message, DateTimeOffset now)
    {
        ShowHead(screen, message, now);
        if (message.Text.Length > 0)
            screen.Quote(message.Text);
        if (message.Body is { } body)
            screen.Quote(body);
    }

    /// <summary>As much of one as lets others stand on the same screen.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="now">This moment.</param>
    /// <param name="whereWhole">The command that has all of it.</param>
    public static void ShowShort(Screen screen, Message message, DateTimeOffset now, string whereWhole)
    {
        if (!IsLong(message))
        {
            Show(screen, message, now);
            return;
        }

        ShowHead(screen, message, now);
        screen.Quote(Shortened(Whole(message)));
        screen.Line($"  … (cut: {whereWhole} has all of it)", Tone.Faint);
    }

    /// <summary>Whether one is cut where it is shown short.</summary>
    public static bool IsLong(Message message)
    {
        var whole = Whole(message);
        return Shortened(whole).Length < whole.Length;
    }

    private static void ShowHead(Screen screen, Message message, DateTimeOffset now)
    {
        var kind = message.Kind is { } what ? $", {what}" : "";
        var reply = message.ReplyTo is { } earlier ? $", answers #{earlier}" : "";
        var thread = message.Thread is { } number ? $", consultation {number}" : "";
        screen.Heading($"#{message.Id} {message.From}{message.Towards}, {Ages.Ago(message.At, now)}{kind}{reply}{thread}");
    }

    // As it is shown, so that what counts is what is seen.
    private static string Whole(Message message)
    {
        var text = Printable.Lines(message.Text);
        var body = Printable.Lines(message.Body ?? "");
        return text.Length > 0 && body.Length > 0 ? $"{text}\n{body}" : text + body;
    }

    private static string Shortened(string whole) =>
        Printable.Cut(string.Join('\n', whole.Split('\n').Take(MostLines)), MostCharacters);

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
