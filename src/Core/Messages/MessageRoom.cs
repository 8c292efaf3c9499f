namespace Sidecar.Messages;

/// <summary>How many messages an answer has room for: clients cut long ones.</summary>
public static class MessageRoom
{
    /// <summary>How many characters of messages an answer has at most; clients cut off the newest of more, and whatever is in it counts as shown.</summary>
    public const int OfAnswer = 12_000;

    /// <summary>The first messages whose texts and bodies have together at most so many characters; the very first one in any case.</summary>
    public static List<Message> First(IEnumerable<Message> messages, int characters)
    {
        var sum = 0L;
        return messages.TakeWhile((message, index) => (sum += Of(message)) <= characters || index == 0).ToList();
    }

    /// <summary>How many characters a message has where it is shown: each line begins with "| ", and what cannot be printed is longer there.</summary>
    public static int Of(Message message)
    {
        var text = Printable.Lines(message.Text);
        return text.Length + (2 * text.Count('\n')) + (message.Body?.Length ?? 0);
    }
}
