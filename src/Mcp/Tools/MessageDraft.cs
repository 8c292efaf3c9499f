using Sidecar.Messages;

namespace Sidecar.Mcp.Tools;

/// <summary>Reads a message to be sent from a call's arguments.</summary>
internal static class MessageDraft
{
    private const int MaxKeyBytes = Draft.MaxKeyLength * 4;

    /// <summary>The draft, or null where the call has nothing of a message: neither a recipient nor anything to say, nor a key for it.</summary>
    public static Draft? Read(ToolArguments given)
    {
        var to = given.Text("to", 200);
        var topic = given.Text("topic", 200);
        var text = given.Text("text", Draft.MaxBytes);
        var body = given.Json("body", Draft.MaxBytes);
        var key = given.Text("key", MaxKeyBytes);
        if (to is null && topic is null && text is null && body is null && key is null)
            return null;
        if (string.IsNullOrEmpty(to) && topic is null)
            throw given.Wrong("'to' is missing: the name of an agent, 'human' or 'all'; or 'topic'.", "\"to\": \"NAME\"");
        if (string.IsNullOrWhiteSpace(text) && body is null)
            throw given.Wrong("there is nothing to send: 'text' and 'body' are missing.", $"\"text\": \"...\"");

        var addressee = string.IsNullOrEmpty(to) ? Draft.Everybody : to;
        return new Draft(addressee, text ?? "", body, given.Text("kind", 200), given.MessageId("reply_to"))
        {
            Topic = topic,
            Key = key,
            IncludeSelf = given.Flag("include_self"),
        };
    }
}
