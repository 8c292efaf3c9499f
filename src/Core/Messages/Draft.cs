using System.Text;
using System.Text.Json;

namespace Sidecar.Messages;

/// <summary>A message to be sent.</summary>
/// <param name="To">A name, or <see cref="Everybody"/>; in a topic that is all of its members.</param>
/// <param name="Text">Its text; may be empty if there is a body.</param>
/// <param name="Body">A JSON value as text, or null.</param>
/// <param name="Kind">1 to 32 of a-z, 0-9 and '-', or null.</param>
/// <param name="ReplyTo">The message it answers, or null.</param>
public sealed record Draft(string To, string Text, string? Body = null, string? Kind = null, long? ReplyTo = null)
{
    /// <summary>The topic to say it in; null for none. With <see cref="Everybody"/> it goes to the topic's members.</summary>
    public string? Topic { get; init; }

    /// <summary>The sender's own mark, 1 to 100 characters: what it sent under the same mark lately is not sent again. Null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Whether the sender gets it too, where it goes to several.</summary>
    public bool IncludeSelf { get; init; }

    /// <summary>The consultation it belongs to, or null.</summary>
    internal long? Thread { get; init; }

    /// <summary>Goes to every other agent that is live when it is sent.</summary>
    public const string Everybody = "all";

    /// <summary>The most a text or a body may hold, in bytes of UTF-8.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>The longest key, in characters.</summary>
    public const int MaxKeyLength = 100;

    /// <summary>How deep a body may be nested: every reader wraps it into more, and JSON readers give up at 64.</summary>
    public const int MaxDepth = 32;

    /// <summary>Refuses what cannot be sent.</summary>
    /// <exception cref="SidecarException">It is empty or breaks a limit.</exception>
    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(Text) && Body is null)
            throw SidecarException.Usage("The message is empty.", "give it a text or a body");
        if (Encoding.UTF8.GetByteCount(Text) > MaxBytes || Encoding.UTF8.GetByteCount(Body ?? "") > MaxBytes)
        {
            throw SidecarException.Usage(
                $"The message is larger than {MaxBytes / 1024} KiB.", "put it into a file and send the file's path");
        }

        if (Kind is { } kind && (kind.Length is 0 or > 32 || !kind.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            throw SidecarException.Usage("The kind of a message is 1 to 32 of a-z, 0-9 and '-'.", "use a word such as request, blocker or review");
        if (Text.Contains('\0', StringComparison.Ordinal))
            throw SidecarException.Usage("The text holds a NUL character, which no text has.", "send it without, or the file's path");
        if (Key is { } key && (key.Length is 0 or > MaxKeyLength || key.Any(char.IsControl)))
            throw SidecarException.Usage($"A key is 1 to {MaxKeyLength} characters without control characters.", "use a short word or number of your own");
        if (Body is { } body && !IsJson(body))
            throw SidecarException.Usage($"The body is not JSON, or nested deeper than {MaxDepth}.", "send plain words as text");
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth }).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
