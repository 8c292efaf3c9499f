namespace Sidecar.Setup.Clients;

/// <summary>What stands between the values of a JSON text: white space, comments and commas.</summary>
internal static class JsonGaps
{
    /// <summary>Where the line ends, if nothing but blanks and comments stands between here and there; else null.</summary>
    public static int? LineEndAfter(string json, int position)
    {
        while (position < json.Length)
        {
            var c = json[position];
            if (c is '\r' or '\n')
                return position;

            var end = c is ' ' or '\t' ? position + 1 : EndOfComment(json, position);
            if (end == position || json.AsSpan(position, end - position).ContainsAny('\r', '\n'))
                return null;

            position = end;
        }

        return null;
    }

    /// <summary>Where the next comma is, if only white space and comments stand before it; else null.</summary>
    public static int? CommaAfter(string json, int position)
    {
        while (position < json.Length && json[position] != ',')
        {
            var end = json[position] is ' ' or '\t' or '\r' or '\n' ? position + 1 : EndOfComment(json, position);
            if (end == position)
                return null;

            position = end;
        }

        return position < json.Length ? position : null;
    }

    /// <summary>Where the white space before this position begins.</summary>
    public static int StartOfSpace(string json, int position)
    {
        while (position > 0 && json[position - 1] is ' ' or '\t' or '\r' or '\n')
            position--;
        return position;
    }

    // The position itself, where no comment begins.
    private static int EndOfComment(string json, int position)
    {
        var mark = position + 1 < json.Length ? json.AsSpan(position, 2) : "";
        if (mark is "//")
        {
            var length = json.AsSpan(position).IndexOfAny('\r', '\n');
            return length < 0 ? json.Length : position + length;
        }

        if (mark is not "/*")
            return position;

        var close = json.IndexOf("*/", position + 2, StringComparison.Ordinal);
        return close < 0 ? json.Length : close + 2;
    }
}
