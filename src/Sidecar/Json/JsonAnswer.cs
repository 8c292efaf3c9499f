using System.Text.Json;

namespace Sidecar.Json;

/// <summary>One JSON object on one line.</summary>
internal static class JsonAnswer
{
    // Nothing here is put into a page: paths and names stay readable. Control characters are escaped all the same.
    private static readonly JsonWriterOptions Options = new() { Encoder = ReadableEncoder.Instance };

    /// <summary>Writes the object whose fields <paramref name="fields"/> writes.</summary>
    public static void WriteTo(TextWriter output, Action<Utf8JsonWriter> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
