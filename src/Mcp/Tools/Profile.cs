namespace Sidecar.Mcp.Tools;

/// <summary>What an agent says about itself: short lines.</summary>
internal static class Profile
{
    /// <summary>A text without line breaks of at most <paramref name="length"/> characters; null where it was not given.</summary>
    public static string? Line(ToolArguments given, string name, int limit, int length)
    {
        if (given.Text(name, limit) is not { } text)
            return null;
        if (text.Length > length)
            throw given.Wrong($"'{name}' is {text.Length} characters long; {length} are allowed.", $"a shorter \"{name}\"");

        return text.Any(char.IsControl)
            ? throw given.Wrong($"'{name}' must be one line without control characters.", $"\"{name}\": \"...\"")
            : text;
    }
}
