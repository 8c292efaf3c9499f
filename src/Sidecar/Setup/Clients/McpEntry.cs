using System.Text.Encodings.Web;
using System.Text.Json;
using Sidecar.Setup.Files;

namespace Sidecar.Setup.Clients;

/// <summary>Our entry in a list of MCP servers.</summary>
internal static class McpEntry
{
    public const string Container = "mcpServers";
    public const string Name = "sidecar";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The entry that starts this server.</summary>
    public static JsonEntry Starting(string command) => new(
        Container,
        Name,
        [("type", "\"stdio\""), ("command", Literal(command)), ("args", "[]"), ("alwaysLoad", "true")]);

    /// <summary>A text as JSON writes it, in <see cref="ByteText"/>.</summary>
    public static string Literal(string text) =>
        ByteText.FromText($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");

    /// <summary>The command that an entry starts, if it is one of our programs; null if it is somebody else's.</summary>
    public static string? OwnCommand(string json, JsonPart entry)
    {
        if (!entry.IsObject)
            return null;

        try
        {
            using var document = JsonDocument.Parse(ByteText.ToBytes(json[entry.Start..entry.End]), Lenient);
            return OwnCommand(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            return null; // a text in it is not valid Unicode: nothing that we wrote
        }
    }

    /// <summary>Whether the entry starts <c>sidecar mcp</c> and not <c>sidecar-mcp</c>.</summary>
    public static bool IsLongForm(string command) => NameOf(command) == "sidecar";

    private static string? OwnCommand(JsonElement entry)
    {
        var isText = entry.TryGetProperty("command", out var value) && value.ValueKind is JsonValueKind.String;
        var command = isText ? value.GetString()! : "";
        return NameOf(command) == ProgramFolder.ServerName || (NameOf(command) == "sidecar" && StartsServer(entry))
            ? command
            : null;
    }

    private static bool StartsServer(JsonElement entry) =>
        entry.TryGetProperty("args", out var args) && args.ValueKind is JsonValueKind.Array && args.GetArrayLength() > 0
        && args[0].ValueKind is JsonValueKind.String && args[0].GetString() == "mcp";

    private static string NameOf(string command)
    {
        var name = command[(command.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }
}
