using System.Globalization;
using System.Text;

namespace Sidecar.Forecasts;

/// <summary>Reads the hunks out of what git prints as a patch without context, of files whose names are numbers.</summary>
public static class HunkParser
{
    private const string FileStart = "diff --git a/";

    /// <summary>The hunks of each file, by its number; none for a file that git takes for no text.</summary>
    public static ILookup<int, Hunk> Parse(string patch)
    {
        var hunks = new List<(int File, Hunk Hunk)>();
        var file = -1;
        Hunk? open = null;
        var text = new StringBuilder();
        foreach (var line in patch.Split('\n'))
        {
            // A line of content has a sign in front; until the first hunk a file has only lines about itself.
            if (open is not null && line.StartsWith('+'))
            {
                text.Append(line).Append('\n');
                continue;
            }

            var isFile = line.StartsWith(FileStart, StringComparison.Ordinal);
            if (!isFile && !line.StartsWith("@@ -", StringComparison.Ordinal))
                continue;

            Close();
            if (isFile)
                file = int.Parse(line.AsSpan(FileStart.Length, line.IndexOf(' ', FileStart.Length) - FileStart.Length), CultureInfo.InvariantCulture);
            else
                open = Header(line);
        }

        Close();
        return hunks.ToLookup(entry => entry.File, entry => entry.Hunk);

        void Close()
        {
            if (open is not null)
                hunks.Add((file, open with { Text = text.ToString() }));
            open = null;
            text.Clear();
        }
    }

    // "@@ -12,3 +14 @@ ...": the first line and the number of lines, where that is not 1. Of no lines the first is the one before.
    private static Hunk Header(string line)
    {
        var parts = line.Split(' ', 4);
        var (before, taken) = Range(parts[1]);
        var (start, count) = Range(parts[2]);
        return new Hunk(before, taken, start, count, "");
    }

    private static (int Before, int Count) Range(string text)
    {
        var numbers = text[1..].Split(',');
        var first = int.Parse(numbers[0], CultureInfo.InvariantCulture);
        var count = numbers.Length > 1 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : 1;
        return (count == 0 ? first : first - 1, count);
    }
}
