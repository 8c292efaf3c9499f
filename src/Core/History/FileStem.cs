namespace Sidecar.History;

/// <summary>
/// What the name of a file has in common with those of its header, its test and its like: the name up to the first dot, in lower
/// case, '-' as '_', without what marks a test ("list_test", "test-list", "ListTests", "list.spec").
/// </summary>
internal static class FileStem
{
    // Words of their own, or begun by a capital: "latest" is no test of "la".
    private static readonly string[] Starts = ["test_", "test-"];

    private static readonly string[] Ends =
    [
        "_test", "_tests", "_spec", "_specs", "-test", "-tests", "-spec", "-specs", "Test", "Tests", "Spec", "Specs",
    ];

    /// <summary>The stem; empty only for a name of dots.</summary>
    public static string Of(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..].TrimStart('.');
        var dot = name.IndexOf('.');
        return WithoutTest(dot < 0 ? name : name[..dot]).ToString().ToLowerInvariant().Replace('-', '_');
    }

    private static ReadOnlySpan<char> WithoutTest(ReadOnlySpan<char> name)
    {
        foreach (var start in Starts)
        {
            if (name.Length > start.Length && name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return name[start.Length..];
        }

        foreach (var end in Ends)
        {
            if (name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal))
                return name[..^end.Length];
        }

        return name;
    }
}
