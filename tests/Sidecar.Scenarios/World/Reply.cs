using System.Text.Json;

namespace Sidecar.Scenarios.World;

/// <summary>What a tool answered: what a model sees of it.</summary>
internal sealed record Reply(JsonElement Content, string Text, bool IsError)
{
    /// <summary>The result of a tools/call.</summary>
    public static Reply Of(JsonElement message)
    {
        Assert.True(message.TryGetProperty("result", out var result), $"a protocol error instead of a result: {message}");
        var text = string.Concat(result.GetProperty("content").EnumerateArray().Select(part => part.GetProperty("text").GetString()));
        var isError = result.TryGetProperty("isError", out var error) && error.GetBoolean();
        return new Reply(result.GetProperty("structuredContent"), text, isError);
    }

    public JsonElement this[string name]
    {
        get
        {
            Assert.True(Content.TryGetProperty(name, out var value), $"there is no '{name}' in: {Text}");
            return value;
        }
    }

    public Reply Succeeded()
    {
        Assert.False(IsError, Text);
        return this;
    }

    /// <summary>Fails the test unless it is an error with a way on.</summary>
    public Reply Refused()
    {
        Assert.True(IsError, Text);
        Assert.Single(Text.Split('\n'), line => line.StartsWith("next: ", StringComparison.Ordinal));
        return this;
    }

    public string? Value(string name) => this[name].GetString();
}
