using Sidecar.Claims.Patterns;

namespace Sidecar.Claims;

/// <summary>
/// What a claim is about: one file, everything below a directory, paths by '*' and '**', or a resource "scheme:name".
/// Two patterns are the same if their texts are.
/// </summary>
public sealed record ClaimPattern
{
    /// <summary>The longest pattern, in bytes of UTF-8.</summary>
    public const int MaxBytes = 4096;

    /// <summary>The most patterns in one call.</summary>
    public const int MaxPerCall = 200;

    /// <summary>The most '*' in one pattern; keeps every comparison cheap.</summary>
    public const int MaxWildcards = 32;

    private readonly string? _literalFile;

    // Made when first asked for; two threads that ask at once make the same.
    private PatternSegments? _segments;

    private ClaimPattern(string text)
    {
        Text = text;
        IsResource = PatternText.IsResource(text);
        _literalFile = IsResource || text.Contains('*') || text.EndsWith('/') ? null : PatternText.FilePart(text);
    }

    private ClaimPattern(RepoPath file)
    {
        Text = PatternText.File(file.ToString());
        _literalFile = file.ToString();
    }

    /// <summary>
    /// The canonical text: a directory with a trailing '/', runs of '*' as short as they can be, and a leading "./" only
    /// before a file that would read as a resource without it.
    /// </summary>
    public string Text { get; }

    /// <summary>Whether it names a resource ("task:login") and not files.</summary>
    public bool IsResource { get; }

    /// <summary>Whether it matches every path there is.</summary>
    public bool IsWholeRepository => !IsResource && Segments.MatchEveryPath;

    /// <summary>The one file it matches, or null if it is anything else than one file.</summary>
    public string? LiteralFile => _literalFile;

    private PatternSegments Segments =>
        _segments ??= _literalFile is null ? PatternSegments.Of(this) : PatternSegments.OfPath(_literalFile);

    /// <summary>Reads what a user or an agent wrote, relative to the repository root or absolute inside <paramref name="root"/>.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="root">The worktree's top folder, absolute; decides what absolute texts mean and which names are directories.</param>
    /// <param name="prefix">Where relative texts start, from the root, '/'-separated: "" or "src/api/".</param>
    /// <exception cref="SidecarException">It names nothing that can be claimed; says why.</exception>
    public static ClaimPattern Parse(string text, string root, string prefix = "") =>
        new(PatternReader.Read(text, root, prefix));

    /// <summary>Reads the patterns of one call; the same pattern written twice counts once.</summary>
    /// <param name="texts">1 to <see cref="MaxPerCall"/> texts as <see cref="Parse"/> takes them.</param>
    /// <param name="root">The worktree's top folder, absolute.</param>
    /// <param name="prefix">Where relative texts start, from the root.</param>
    /// <exception cref="SidecarException">One of them cannot be claimed; says which and why.</exception>
    public static IReadOnlyList<ClaimPattern> ParseAll(IReadOnlyList<string> texts, string root, string prefix = "")
    {
        if (texts.Count is 0 or > MaxPerCall)
        {
            var problem = texts.Count == 0
                ? "No path was named."
                : $"{texts.Count} paths in one call; at most {MaxPerCall} can be.";
            throw SidecarException.Usage(
                problem,
                $"name 1 to {MaxPerCall} paths, or one directory such as src/api/");
        }

        return texts.Select((_, index) => ParseEntry(texts, index, root, prefix)).Distinct().ToList();
    }

    /// <summary>Reads a canonical text back from the shared state.</summary>
    public static ClaimPattern FromStored(string text) => new(text);

    /// <summary>Exactly this one file, whatever characters its name has.</summary>
    public static ClaimPattern OfFile(RepoPath file) => new(file);

    /// <summary>Whether this pattern matches a file.</summary>
    public bool Matches(RepoPath path, bool ignoreCase = false)
    {
        var file = path.ToString();
        var comparison = Comparison(ignoreCase);
        if (IsResource || file.Length == 0)
            return false;
        if (_literalFile is not null)
            return string.Equals(_literalFile, file, comparison);

        // The guard asks for every path of a commit, and nearly all of them are elsewhere.
        return file.StartsWith(Segments.LiteralHead, comparison)
            && Segments.Intersect(PatternSegments.OfPath(file), comparison);
    }

    /// <summary>Whether some path could match both patterns. Exact: no false alarm and no miss.</summary>
    public bool Intersects(ClaimPattern other, bool ignoreCase = false)
    {
        var comparison = Comparison(ignoreCase);
        if (IsResource != other.IsResource)
            return false;
        if (_literalFile is not null && other._literalFile is not null)
            return string.Equals(_literalFile, other._literalFile, comparison);

        return Segments.Intersect(other.Segments, comparison);
    }

    /// <inheritdoc/>
    public bool Equals(ClaimPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>
    /// Whether whoever holds this one holds the other too. Certain where it says yes; a pattern with '*' on both sides may
    /// cover another and is not found to.
    /// </summary>
    public bool Covers(ClaimPattern other, bool ignoreCase = false)
    {
        if (Text == other.Text)
            return true;
        if (other._literalFile is { } file && RepoPath.TryParse(file, out var path))
            return Matches(path, ignoreCase);

        return !Text.Contains('*') && Text.EndsWith('/') && other.Text.StartsWith(Text, Comparison(ignoreCase));
    }

    /// <summary>Whether both are about the same place, a directory being the same with and without its '/'.</summary>
    public bool IsSamePlace(ClaimPattern other) => Text.TrimEnd('/') == other.Text.TrimEnd('/');

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static ClaimPattern ParseEntry(IReadOnlyList<string> texts, int index, string root, string prefix)
    {
        try
        {
            return Parse(texts[index], root, prefix);
        }
        catch (SidecarException refused) when (texts.Count > 1)
        {
            var message = $"Path {index + 1} of {texts.Count}: {refused.Message}";
            throw new SidecarException(refused.Kind, message, refused.Next);
        }
    }

    private static StringComparison Comparison(bool ignoreCase) =>
        ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
}
