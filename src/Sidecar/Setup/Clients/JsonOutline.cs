using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sidecar.Setup.Files;

namespace Sidecar.Setup.Clients;

/// <summary>
/// Finds where the parts of a JSON text stand, so that it can be edited as text. Comments, trailing commas and a
/// byte order mark are allowed, for clients allow them. Positions are those of <see cref="ByteText"/>.
/// </summary>
internal static class JsonOutline
{
    private const string ByteOrderMark = "\u00ef\u00bb\u00bf";

    private static readonly JsonReaderOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <summary>Whether there is nothing in it at all.</summary>
    public static bool IsBlank(string json) => json.AsSpan(StartOf(json)).IsWhiteSpace();

    /// <summary>Reads the text; <paramref name="problem"/> is null exactly if it could.</summary>
    public static bool TryRead(
        string json, [NotNullWhen(true)] out JsonPart? root, [NotNullWhen(false)] out JsonProblem? problem)
    {
        var start = StartOf(json);
        var reader = new Utf8JsonReader(ByteText.ToBytes(json[start..]), Lenient);
        try
        {
            reader.Read();
            root = ReadValue(ref reader, start);
            reader.Read();
            problem = null;
            return true;
        }
        catch (JsonException broken)
        {
            problem = new JsonProblem((broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            // A name that is not valid UTF-8, or half of a surrogate pair.
            problem = At(json, start + (int)reader.TokenStartIndex);
        }

        root = null;
        return false;
    }

    private static int StartOf(string json) =>
        json.StartsWith(ByteOrderMark, StringComparison.Ordinal) ? ByteOrderMark.Length : 0;

    private static JsonPart ReadValue(ref Utf8JsonReader reader, int offset)
    {
        var kind = reader.TokenType;
        var start = offset + (int)reader.TokenStartIndex;
        var members = new List<JsonMember>();
        if (kind is JsonTokenType.StartObject)
            ReadMembers(ref reader, offset, members);
        else if (kind is JsonTokenType.StartArray)
            reader.Skip();

        return new JsonPart(kind, start, offset + (int)reader.BytesConsumed, members);
    }

    private static void ReadMembers(ref Utf8JsonReader reader, int offset, List<JsonMember> members)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var start = offset + (int)reader.TokenStartIndex;
            reader.Read();
            members.Add(new JsonMember(name, start, ReadValue(ref reader, offset)));
        }
    }

    private static JsonProblem At(string json, int position)
    {
        var before = json[..Math.Min(position, json.Length)];
        return new JsonProblem(before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
