using Sidecar.Messages;

namespace Sidecar.Mcp.Tools;

/// <summary>Reads a message to be sent from a call's arguments.</summary>
internal static class MessageDraft
{
    /// <summary>The draft, or null where the call has neither a recipient nor anything to say.</summary>
    public static Draft? Read(ToolArguments given, string? kind = null, long? replyTo = null)
    {
        var to = given.Text("to", 200);
        var text = given.Text("text", Draft.MaxBytes);
        var body = given.Json("body", Draft.MaxBytes);
        if (to is null && text is null && body is null)
            return null;
        if (string.IsNullOrEmpty(to))
            throw given.Wrong("'to' is missing: the name of an agent, 'human' or 'all'.", "\"to\": \"all\"");
        if (string.IsNullOrEmpty(text) && body is null)
            throw given.Wrong("there is nothing to send: 'text' and 'body' are missing.", $"\"text\": \"...\"");

        return new Draft(to, text ?? "", body, kind, replyTo);
    }
}
