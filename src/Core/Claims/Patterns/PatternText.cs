using System.Buffers;

namespace Sidecar.Claims.Patterns;

/// <summary>The spelling of patterns: what reads as a resource, and how short runs of '*' are written.</summary>
internal static class PatternText
{
    /// <summary>A whole segment of it stands for any number of segments, none included.</summary>
    public const string AnyDepth = "**";

    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+.-");

    /// <summary>Whether a text names a resource: a scheme of two or more characters, as "C:" is a drive, and a name.</summary>
    public static bool IsResource(string text) => SchemeLength(text) is var length && length > 0 && text.Length > length;

    /// <summary>The scheme with its colon, or 0 where the text has none.</summary>
    public static int SchemeLength(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var isScheme = colon >= 2
            && char.IsAsciiLetterLower(text[0])
            && text.AsSpan(1, colon - 1).IndexOfAnyExcept(SchemeCharacters) < 0;
        return isScheme ? colon + 1 : 0;
    }

    /// <summary>The path in a canonical text that is not a resource.</summary>
    public static string FilePart(string text) => text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text;

    /// <summary>A canonical text for a file or directory, which must not read as a resource.</summary>
    public static string File(string path) => IsResource(path) ? "./" + path : path;

    /// <summary>The segments with each run of '*' inside one shortened, and neighbouring '**' folded into one.</summary>
    public static List<string> Shorten(IEnumerable<string> segments)
    {
        var result = new List<string>();
        foreach (var segment in segments)
        {
            var isRepeated = segment == AnyDepth && result is [.., AnyDepth];
            if (!isRepeated)
                result.Add(segment == AnyDepth ? segment : ShortenRuns(segment));
        }

        return result;
    }

    private static string ShortenRuns(string segment)
    {
        while (segment.Contains(AnyDepth, StringComparison.Ordinal))
            segment = segment.Replace(AnyDepth, "*", StringComparison.Ordinal);
        return segment;
    }
}
