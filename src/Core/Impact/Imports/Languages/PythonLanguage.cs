using Sidecar.Claims;
using Sidecar.Impact.Imports.Tokens;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>Python: "import a.b", "from a.b import c", "from . import d".</summary>
internal sealed class PythonLanguage : ILanguage
{
    public IReadOnlyList<string> Endings { get; } = [".py"];

    public Mentions Read(string text)
    {
        var tokens = Tokenizer.Read(text, Dialect.Python);
        var imports = new List<Import>();
        var depth = 0;
        var isStart = true;
        for (var at = 0; at < tokens.Count && imports.Count < Mentions.MaxImports;)
        {
            if (isStart && depth == 0 && tokens.IsWord(at, "import", "from"))
            {
                at = tokens.IsWord(at, "import") ? ReadImport(tokens, at + 1, imports) : ReadFrom(tokens, at + 1, imports);
                isStart = false;
                continue;
            }

            depth = Math.Max(0, depth + Nesting(tokens, at));
            // Behind a colon too: "try: import a".
            isStart = tokens.Is(at, TokenKind.LineEnd) || tokens.IsSymbol(at, ';') || tokens.IsSymbol(at, ':');
            at++;
        }

        return new Mentions { Imports = imports };
    }

    public IEnumerable<ClaimPattern> Resolve(RepoPath file, Mentions mentions, ProjectView project) => mentions.Imports
        .Select(import => import.From.StartsWith('.') ? Relative(file, import, project) : Absolute(file, import, project))
        .OfType<RepoPath>()
        .Select(ClaimPattern.OfFile);

    private static int Nesting(TokenList tokens, int at) =>
        tokens.IsSymbol(at, '(') || tokens.IsSymbol(at, '[') || tokens.IsSymbol(at, '{') ? 1
        : tokens.IsSymbol(at, ')') || tokens.IsSymbol(at, ']') || tokens.IsSymbol(at, '}') ? -1
        : 0;

    private static int ReadImport(TokenList tokens, int at, List<Import> imports)
    {
        do
        {
            if (tokens.IsSymbol(at, ','))
                at++;
            if (tokens.ReadDotted(ref at) is { Length: > 0 } module)
                imports.Add(new Import(module));
            at = AfterAlias(tokens, at);
        }
        while (tokens.IsSymbol(at, ',') && imports.Count < Mentions.MaxImports);

        return at;
    }

    private static int ReadFrom(TokenList tokens, int at, List<Import> imports)
    {
        var first = at;
        while (tokens.IsSymbol(at, '.'))
            at++;
        var level = at - first;
        // "from . import a": the word is no module.
        var from = new string('.', level) + (tokens.IsWord(at, "import") ? "" : tokens.ReadDotted(ref at));
        if (from.Length == 0 || level > MaxLevel || !tokens.IsWord(at, "import"))
            return at;

        at++;
        var isWrapped = tokens.IsSymbol(at, '(');
        if (isWrapped)
            at++;
        else if (tokens.IsSymbol(at, '*'))
            imports.Add(new Import(from));
        return ReadNames(tokens, at, from, isWrapped, imports);
    }

    private static int ReadNames(TokenList tokens, int at, string from, bool isWrapped, List<Import> imports)
    {
        while (imports.Count < Mentions.MaxImports)
        {
            while (tokens.IsSymbol(at, ',') || (isWrapped && tokens.Is(at, TokenKind.LineEnd)))
                at++;
            if (!tokens.Is(at, TokenKind.Word))
                break;

            imports.Add(new Import(from, tokens.Read(at)));
            at = AfterAlias(tokens, at + 1);
        }

        return isWrapped && tokens.IsSymbol(at, ')') ? at + 1 : at;
    }

    private static int AfterAlias(TokenList tokens, int at) => tokens.IsWord(at, "as") && tokens.Is(at + 1, TokenKind.Word) ? at + 2 : at;

    private static RepoPath? Relative(RepoPath file, Import import, ProjectView project)
    {
        var level = import.From.Length - import.From.TrimStart('.').Length;
        var folder = file.Parent;
        for (var up = 1; up < level; up++)
        {
            // Above the top there is no package.
            if (folder.Length == 0)
                return null;
            folder = ProjectView.Parent(folder);
        }

        return In(folder, import.From[level..], import.Name, project);
    }

    private static RepoPath? Absolute(RepoPath file, Import import, ProjectView project)
    {
        var first = import.From.Split('.')[0];
        if (PythonLibrary.Has(first))
            return null;

        var found = new[] { "", "src", TopOfPackage(file, project) }.Distinct(StringComparer.Ordinal)
            .Select(root => In(root, import.From, import.Name, project))
            .OfType<RepoPath>().Distinct().Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    // The folder that Python itself would search for the package of this file.
    private static string TopOfPackage(RepoPath file, ProjectView project)
    {
        var folder = file.Parent;
        while (folder.Length > 0 && project.Find($"{folder}/__init__.py") is not null)
            folder = ProjectView.Parent(folder);
        return folder;
    }

    private static RepoPath? In(string root, string module, string? name, ProjectView project)
    {
        var path = ProjectView.Join(root, module.Replace('.', '/'));
        return (name is null ? null : Module(ProjectView.Join(path, name), project)) ?? Module(path, project);
    }

    // A package goes before a module of the same name.
    private static RepoPath? Module(string path, ProjectView project) =>
        project.Find(ProjectView.Join(path, "__init__.py")) ?? project.Find($"{path}.py");

    private const int MaxLevel = 64;
}
