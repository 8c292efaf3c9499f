namespace Sidecar.Claims.Patterns;

/// <summary>What a pattern says about one part of a path. Without a wildcard a '*' in it is an ordinary character.</summary>
/// <param name="Text">The part; each '*' stands for any characters where there is a wildcard.</param>
/// <param name="HasWildcard">Whether a '*' means anything.</param>
internal readonly record struct PatternSegment(string Text, bool HasWildcard)
{
    /// <summary>Whether it stands for any number of parts, none included.</summary>
    public bool IsAnyDepth => HasWildcard && Text == PatternText.AnyDepth;

    /// <summary>Whether it stands for any one part.</summary>
    public bool IsAnyName => HasWildcard && Text == "*";

    /// <summary>Whether some one name fits both; neither stands for several parts.</summary>
    public bool Intersects(PatternSegment other, StringComparison comparison)
    {
        if (HasWildcard && other.HasWildcard)
            return EndsAgree(Text, other.Text, comparison);
        if (HasWildcard)
            return Fits(other.Text, Text, comparison);

        return other.HasWildcard ? Fits(Text, other.Text, comparison) : string.Equals(Text, other.Text, comparison);
    }

    // Where both have a '*', only what stands before the first and after the last can contradict: what is between them
    // in one pattern and then what is between them in the other can follow each other in one name.
    private static bool EndsAgree(ReadOnlySpan<char> a, ReadOnlySpan<char> b, StringComparison comparison)
    {
        var head = Math.Min(a.IndexOf('*'), b.IndexOf('*'));
        var tail = Math.Min(a.Length - a.LastIndexOf('*'), b.Length - b.LastIndexOf('*')) - 1;
        return a[..head].Equals(b[..head], comparison) && a[^tail..].Equals(b[^tail..], comparison);
    }

    private static bool Fits(ReadOnlySpan<char> name, ReadOnlySpan<char> glob, StringComparison comparison)
    {
        var head = glob[..glob.IndexOf('*')];
        var tail = glob[(glob.LastIndexOf('*') + 1)..];
        if (name.Length < Math.Max(1, head.Length + tail.Length)
            || !name.StartsWith(head, comparison)
            || !name.EndsWith(tail, comparison))
        {
            return false;
        }

        // Each piece at its first place leaves the most for those behind it.
        var rest = name[head.Length..^tail.Length];
        var middle = glob[head.Length..^tail.Length];
        foreach (var range in middle.Split('*'))
        {
            var piece = middle[range];
            var at = rest.IndexOf(piece, comparison);
            if (at < 0)
                return false;
            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
