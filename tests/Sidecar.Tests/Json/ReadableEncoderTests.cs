using System.Text;
using System.Text.Json;
using Sidecar.Json;

namespace Sidecar.Tests.Json;

public sealed class ReadableEncoderTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("größe 猫", "größe 猫")]
    [InlineData("😀", "😀")]
    [InlineData("a😀b😀", "a😀b😀")]
    [InlineData("😀\"\n", "😀\\\"\\n")]
    [InlineData("\u0001😀", "\\u0001😀")]
    [InlineData("\U000E0041x", "\\uDB40\\uDC41x")]
    [InlineData("😀\U000E0041", "😀\\uDB40\\uDC41")]
    [InlineData("😀\U000E0100", "😀\\uDB40\\uDD00")]
    [InlineData("<&'>", "<&'>")]
    public void What_is_not_hidden_stands_as_itself(string text, string written)
    {
        Assert.Equal($"\"{written}\"", Written(writer => writer.WriteStringValue(text)));
        Assert.Equal($"\"{written}\"", Written(writer => writer.WriteStringValue(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(text, JsonElement.Parse($"\"{written}\"").GetString());
    }

    [Fact]
    public void Half_a_character_is_no_character()
    {
        Assert.Equal("\"\ufffdx😀\"", Written(writer => writer.WriteStringValue("\ud83dx😀")));
        Assert.Equal("\"x\ufffd\"", Written(writer => writer.WriteStringValue("x\ude00")));
    }

    [Fact]
    public void Whatever_is_written_is_read_as_the_same()
    {
        var random = new Random(7);
        for (var turn = 0; turn < 2000; turn++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Any(random)));

            Assert.Equal(text, JsonElement.Parse(Written(writer => writer.WriteStringValue(text))).GetString());
        }
    }

    private static Rune Any(Random random)
    {
        while (true)
        {
            var value = random.Next(4) == 0 ? random.Next(0x20) : random.Next(0x110000);
            if (Rune.TryCreate(value, out var rune))
                return rune;
        }
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = ReadableEncoder.Instance }))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
