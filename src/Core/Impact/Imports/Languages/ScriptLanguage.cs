using Sidecar.Claims;
using Sidecar.Impact.Imports.Tokens;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>TypeScript and JavaScript: import, export from, require() and import() of what a literal names.</summary>
internal sealed class ScriptLanguage : ILanguage
{
    public IReadOnlyList<string> Endings { get; } = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

    public Mentions Read(string text)
    {
        var tokens = Tokenizer.Read(text, Dialect.Script);
        var imports = new List<Import>();
        for (var at = 0; at < tokens.Count && imports.Count < Mentions.MaxImports; at++)
        {
            if (!tokens.IsWord(at, "import", "export", "require") || tokens.IsSymbol(at - 1, '.'))
                continue;

            if (tokens.IsSymbol(at + 1, '('))
                AddCall(tokens, at, imports);
            else if (!tokens.IsWord(at, "require"))
                at = AddClause(tokens, at, imports);
        }

        return new Mentions { Imports = imports };
    }

    public IEnumerable<ClaimPattern> Resolve(RepoPath file, Mentions mentions, ProjectView project)
    {
        var paths = new Lazy<ScriptPaths?>(() => ScriptPaths.Read(file.Parent, project));
        return mentions.Imports
            .Select(import => IsRelative(import.From)
                ? ScriptFiles.Find(file.Parent, import.From, project)
                : paths.Value?.Find(import.From, project))
            .OfType<RepoPath>()
            .Select(ClaimPattern.OfFile);
    }

    // import("./a"), require("./a"), import("./a", { with: ... }).
    private static void AddCall(TokenList tokens, int at, List<Import> imports)
    {
        if (!tokens.IsWord(at, "export") && tokens.Is(at + 2, TokenKind.Text) && (tokens.IsSymbol(at + 3, ')') || tokens.IsSymbol(at + 3, ',')))
            imports.Add(new Import(tokens.Read(at + 2)));
    }

    // import "./a"; import a, { b as c } from "./a"; export * from "./a"; export { d } from "./a".
    private static int AddClause(TokenList tokens, int at, List<Import> imports)
    {
        var end = at + 1;
        while (IsInClause(tokens, end))
            end++;
        var isImport = tokens.IsWord(at, "import");
        var isFrom = end > at + 1 && tokens.IsWord(end - 1, "from") && (isImport || IsList(tokens, at + 1));
        if (tokens.Is(end, TokenKind.Text) && (isFrom || (isImport && end == at + 1)))
            imports.Add(new Import(tokens.Read(end)));

        return end - 1;
    }

    private static bool IsList(TokenList tokens, int at) =>
        tokens.IsSymbol(at, '{') || tokens.IsSymbol(at, '*')
        || (tokens.IsWord(at, "type") && (tokens.IsSymbol(at + 1, '{') || tokens.IsSymbol(at + 1, '*')));

    private static bool IsInClause(TokenList tokens, int at) => tokens.Is(at, TokenKind.Word)
        ? !tokens.IsWord(at, "import", "export")
        : tokens.IsSymbol(at, '{') || tokens.IsSymbol(at, '}') || tokens.IsSymbol(at, ',') || tokens.IsSymbol(at, '*') || tokens.IsSymbol(at, '$');

    private static bool IsRelative(string from) =>
        from is "." or ".." || from.StartsWith("./", StringComparison.Ordinal) || from.StartsWith("../", StringComparison.Ordinal);
}
