namespace Sidecar.Messages;

/// <summary>A message to be sent.</summary>
/// <param name="To">A name, or <see cref="Everybody"/>.</param>
/// <param name="Text">Its text; may be empty if there is a body.</param>
/// <param name="Body">A JSON value as text, or null.</param>
/// <param name="Kind">1 to 32 of a-z, 0-9 and '-', or null.</param>
/// <param name="ReplyTo">The message it answers, or null.</param>
public sealed record Draft(string To, string Text, string? Body = null, string? Kind = null, long? ReplyTo = null)
{
    /// <summary>Goes to every other agent that is live when it is sent.</summary>
    public const string Everybody = "all";

    /// <summary>The most a text or a body may hold, in bytes of UTF-8.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>How deep a body may be nested: every reader wraps it into more, and JSON readers give up at 64.</summary>
    public const int MaxDepth = 32;
}
