namespace Sidecar.Claims.Patterns;

/// <summary>
/// The parts of a pattern between its slashes, and the exact answer to whether two patterns have a path in common.
/// Needs no memory and at most one look at each pair of characters, so hostile patterns stay cheap.
/// </summary>
internal sealed class PatternSegments
{
    private readonly PatternSegment[] _all;

    // Both equal to the number of segments where there is no "**".
    private readonly int _head;
    private readonly int _tail;

    private PatternSegments(PatternSegment[] all, string literalHead)
    {
        _all = all;
        _head = Array.FindIndex(all, segment => segment.IsAnyDepth) is var first and >= 0 ? first : all.Length;
        _tail = all.Length - 1 - Array.FindLastIndex(all, segment => segment.IsAnyDepth);
        LiteralHead = literalHead;
    }

    /// <summary>What every path that matches begins with; may be empty.</summary>
    public string LiteralHead { get; }

    /// <summary>Whether there is no path that does not match.</summary>
    public bool MatchEveryPath =>
        HasAnyDepth
        && _all.All(segment => segment.IsAnyDepth || segment.IsAnyName)
        && _all.Count(segment => segment.IsAnyName) <= 1;

    private bool HasAnyDepth => _head < _all.Length;

    private ReadOnlySpan<PatternSegment> Head => _all.AsSpan(0, _head);

    private ReadOnlySpan<PatternSegment> Tail => _all.AsSpan(_all.Length - _tail);

    /// <summary>The segments of a pattern. A resource's scheme is a segment of its own.</summary>
    public static PatternSegments Of(ClaimPattern pattern)
    {
        var scheme = pattern.IsResource ? PatternText.SchemeLength(pattern.Text) : 0;
        var rest = pattern.IsResource ? pattern.Text[scheme..] : PatternText.FilePart(pattern.Text);
        var isDirectory = rest.EndsWith('/');
        List<string> parts = [.. isDirectory ? rest[..^1].Split('/') : rest.Split('/')];
        if (scheme > 0)
            parts.Insert(0, pattern.Text[..scheme]);
        if (isDirectory)
            parts.Add(PatternText.AnyDepth);

        // A directory matches its own name too: a submodule is committed under it.
        var star = rest.IndexOf('*', StringComparison.Ordinal);
        var literalHead = (star < 0 ? rest : rest[..star]).TrimEnd('/');
        return new([.. parts.Select(part => new PatternSegment(part, part.Contains('*')))], literalHead);
    }

    /// <summary>The segments of a file that exists, in which a '*' is a character as any other.</summary>
    public static PatternSegments OfPath(string path) =>
        new([.. path.Split('/').Select(part => new PatternSegment(part, HasWildcard: false))], path);

    /// <summary>Whether some path fits both.</summary>
    public bool Intersect(PatternSegments other, StringComparison comparison)
    {
        if (HasAnyDepth && other.HasAnyDepth)
            return EndsAgree(other, comparison);
        if (HasAnyDepth)
            return Fits(other._all, comparison);

        return other.HasAnyDepth ? other.Fits(_all, comparison) : AreAlike(_all, other._all, comparison);
    }

    // As with '*' in a segment: where both have a "**", only what stands before the first and after the last can
    // contradict.
    private bool EndsAgree(PatternSegments other, StringComparison comparison)
    {
        var head = Math.Min(_head, other._head);
        var tail = Math.Min(_tail, other._tail);
        return AreAlike(Head[..head], other.Head[..head], comparison)
            && AreAlike(Tail[^tail..], other.Tail[^tail..], comparison);
    }

    private bool Fits(ReadOnlySpan<PatternSegment> path, StringComparison comparison)
    {
        if (path.Length < _head + _tail
            || !AreAlike(Head, path[.._head], comparison)
            || !AreAlike(Tail, path[^_tail..], comparison))
        {
            return false;
        }

        // Each run of segments between two "**" at its first place leaves the most for those behind it.
        var rest = path[_head..^_tail];
        var middle = _all.AsSpan(_head.._all.Length)[..^_tail];
        while (middle.Length > 1)
        {
            middle = middle[1..];
            var run = middle[..NextAnyDepth(middle)];
            var at = IndexOf(rest, run, comparison);
            if (at < 0)
                return false;
            rest = rest[(at + run.Length)..];
            middle = middle[run.Length..];
        }

        return true;
    }

    private static int NextAnyDepth(ReadOnlySpan<PatternSegment> segments)
    {
        var index = 0;
        while (!segments[index].IsAnyDepth)
            index++;
        return index;
    }

    private static int IndexOf(
        ReadOnlySpan<PatternSegment> path, ReadOnlySpan<PatternSegment> run, StringComparison comparison)
    {
        for (var at = 0; at + run.Length <= path.Length; at++)
        {
            if (AreAlike(run, path.Slice(at, run.Length), comparison))
                return at;
        }

        return -1;
    }

    private static bool AreAlike(
        ReadOnlySpan<PatternSegment> a, ReadOnlySpan<PatternSegment> b, StringComparison comparison)
    {
        if (a.Length != b.Length)
            return false;

        for (var i = 0; i < a.Length; i++)
        {
            if (!a[i].Intersects(b[i], comparison))
                return false;
        }

        return true;
    }
}
