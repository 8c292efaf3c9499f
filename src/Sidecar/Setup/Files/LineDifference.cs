namespace Sidecar.Setup.Files;

/// <summary>What changes between two texts, in the manner of <c>diff -u</c>: one hunk, for changes lie in one place.</summary>
internal static class LineDifference
{
    private const int Context = 2;

    /// <summary>The changed lines with a little around them; null where nothing changes.</summary>
    public static string? Between(string? before, string? after)
    {
        if (before == after)
            return null;

        var old = Lines(before);
        var now = Lines(after);
        var same = CommonStart(old, now);
        var sameEnd = CommonStart(old[same..].Reverse().ToArray(), now[same..].Reverse().ToArray());
        var shownEnd = Math.Min(Context, sameEnd);
        var lines = old[Math.Max(0, same - Context)..same].Select(line => " " + line)
            .Concat(old[same..^sameEnd].Select(line => "-" + line))
            .Concat(now[same..^sameEnd].Select(line => "+" + line))
            .Concat(old[^sameEnd..].Take(shownEnd).Select(line => " " + line));
        return string.Join('\n', lines);
    }

    private static string[] Lines(string? bytes)
    {
        var text = ByteText.ToText(bytes ?? "");
        return text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
    }

    private static int CommonStart(string[] one, string[] other)
    {
        var length = Math.Min(one.Length, other.Length);
        for (var i = 0; i < length; i++)
        {
            if (one[i] != other[i])
                return i;
        }

        return length;
    }
}
