namespace Sidecar.Claims;

/// <summary>
/// What a claim is about: one file, everything below a directory, paths by '*' and '**', or a resource "scheme:name".
/// </summary>
public sealed partial record ClaimPattern
{
    /// <summary>The longest pattern, in bytes of UTF-8.</summary>
    public const int MaxBytes = 4096;

    /// <summary>The most patterns in one call.</summary>
    public const int MaxPerCall = 200;

    /// <summary>The most '*' in one pattern; keeps every comparison cheap.</summary>
    public const int MaxWildcards = 32;

    private ClaimPattern(string text) => Text = text;

    /// <summary>The canonical text: no leading "./", a directory with a trailing '/', runs of '*' as short as they can be.</summary>
    public string Text { get; }

    /// <summary>Whether it names a resource ("task:login") and not files.</summary>
    public bool IsResource => throw new NotImplementedException();

    /// <summary>Whether it matches every path there is.</summary>
    public bool IsWholeRepository => throw new NotImplementedException();

    /// <summary>Reads what a user or an agent wrote, relative to the repository root or absolute inside <paramref name="root"/>.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="root">The worktree's top folder, absolute; decides what absolute texts mean and which names are directories.</param>
    /// <param name="prefix">Where relative texts start, from the root, '/'-separated: "" or "src/api/".</param>
    /// <exception cref="SidecarException">It names nothing that can be claimed; says why.</exception>
    public static ClaimPattern Parse(string text, string root, string prefix = "") => throw new NotImplementedException();

    /// <summary>Reads a canonical text back from the shared state.</summary>
    public static ClaimPattern FromStored(string text) => new(text);

    /// <summary>Whether this pattern matches a file.</summary>
    public bool Matches(RepoPath path, bool ignoreCase = false) => throw new NotImplementedException();

    /// <summary>Whether some path could match both patterns. Exact: no false alarm and no miss.</summary>
    public bool Intersects(ClaimPattern other, bool ignoreCase = false) => throw new NotImplementedException();

    /// <summary>Whether both are about the same place, a directory being the same with and without its '/'.</summary>
    public bool IsSamePlace(ClaimPattern other) => Text.TrimEnd('/') == other.Text.TrimEnd('/');

    /// <inheritdoc/>
    public override string ToString() => Text;
}
