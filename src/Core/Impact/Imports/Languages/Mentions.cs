namespace Sidecar.Impact.Imports.Languages;

/// <summary>What a file says of itself and of others, by its text alone.</summary>
internal sealed record Mentions
{
    /// <summary>The most imports of one file that are looked at: real files have fewer.</summary>
    public const int MaxImports = 2000;

    /// <summary>Of a file that says nothing.</summary>
    public static readonly Mentions None = new();

    /// <summary>What it imports, in its order.</summary>
    public IReadOnlyList<Import> Imports { get; init; } = [];

    /// <summary>The namespaces or the package that its own types lie in.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The types that it declares, each with its namespace or package.</summary>
    public IReadOnlySet<string> Declares { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The names in it that may be types of other files.</summary>
    public IReadOnlySet<string> Names { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}
