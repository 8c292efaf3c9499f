using Sidecar.Claims;
using Sidecar.Impact.Imports.Tokens;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>Java: imports of classes, and classes of the same package that are named. Imports of whole packages are left out.</summary>
internal sealed class JavaLanguage : ILanguage
{
    // A nested class, and a static member of it.
    private const int MaxInner = 2;

    public IReadOnlyList<string> Endings { get; } = [".java"];

    public Mentions Read(string text)
    {
        var tokens = Tokenizer.Read(text, Dialect.Java);
        var imports = new List<Import>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var declared = new HashSet<string>(StringComparer.Ordinal);
        var package = "";
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens.IsWord(at, "package") && package.Length == 0 && imports.Count == 0)
                package = ReadName(tokens, ref at);
            else if (tokens.IsWord(at, "import") && imports.Count < Mentions.MaxImports)
                imports.Add(new Import(ReadName(tokens, ref at)));
            else if (tokens.IsWord(at, "class", "interface", "enum", "record") && tokens.Is(at + 1, TokenKind.Word))
                declared.Add(tokens.Read(at + 1));
            else if (IsTypeName(tokens, at))
                names.Add(tokens.Read(at));
        }

        // What is imported or declared here is not meant from the same package.
        names.ExceptWith(declared);
        names.ExceptWith(imports.Select(import => import.From[(import.From.LastIndexOf('.') + 1)..]));
        return new Mentions { Imports = imports, Names = names, Scopes = package.Length == 0 ? [] : [package] };
    }

    public IEnumerable<ClaimPattern> Resolve(RepoPath file, Mentions mentions, ProjectView project)
    {
        var imported = mentions.Imports.Select(import => Class(import.From, project));
        var besides = mentions.Names.Select(name => Beside(file, mentions, name, project));
        return imported.Concat(besides).OfType<RepoPath>().Select(ClaimPattern.OfFile);
    }

    private static string ReadName(TokenList tokens, ref int at)
    {
        at++;
        if (tokens.IsWord(at, "static"))
            at++;
        var name = tokens.ReadDotted(ref at);
        // Of "a.b.*" nothing is known.
        return tokens.IsSymbol(at, ';') ? name : "";
    }

    // Not a member, and not the name of a method; but "new A(" and "@A(".
    private static bool IsTypeName(TokenList tokens, int at) =>
        tokens.Is(at, TokenKind.Word) && char.IsUpper(tokens.Span(at)[0]) && !tokens.IsSymbol(at - 1, '.')
        && (!tokens.IsSymbol(at + 1, '(') || tokens.IsWord(at - 1, "new") || tokens.IsSymbol(at - 1, '@'));

    private static RepoPath? Class(string name, ProjectView project)
    {
        for (var inner = 0; inner <= MaxInner && name.Contains('.'); inner++)
        {
            var path = $"{name.Replace('.', '/')}.java";
            var found = project.Named(path[(path.LastIndexOf('/') + 1)..]).Where(file => IsBelow(file, path)).Take(2).ToList();
            if (found.Count > 0)
                return found.Count == 1 ? found[0] : null;
            name = name[..name.LastIndexOf('.')];
        }

        return null;
    }

    // The package may be spread over several folders, as main and test are.
    private static RepoPath? Beside(RepoPath file, Mentions mentions, string name, ProjectView project) =>
        project.Find(ProjectView.Join(file.Parent, $"{name}.java"))
        ?? (mentions.Scopes is [var package] && IsInFolderOf(file, package) ? Class($"{package}.{name}", project) : null);

    private static bool IsInFolderOf(RepoPath file, string package) => IsBelow(file, $"{package.Replace('.', '/')}/{Path.GetFileName(file.ToString())}");

    private static bool IsBelow(RepoPath file, string path) =>
        file.ToString() == path || file.ToString().EndsWith($"/{path}", StringComparison.Ordinal);
}
