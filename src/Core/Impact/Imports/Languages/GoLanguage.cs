using Sidecar.Claims;
using Sidecar.Impact.Imports.Tokens;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>Go: imports of packages of the module that the file lies in. A package is a folder, so that is what is depended on.</summary>
internal sealed class GoLanguage : ILanguage
{
    public IReadOnlyList<string> Endings { get; } = [".go"];

    public Mentions Read(string text)
    {
        var tokens = Tokenizer.Read(text, Dialect.Go);
        var imports = new List<Import>();
        // Imports come before everything else.
        for (var at = 0; at < tokens.Count && !tokens.IsWord(at, "func", "type", "var", "const"); at++)
        {
            if (!tokens.IsWord(at, "import"))
                continue;

            var isGroup = tokens.IsSymbol(at + 1, '(');
            at += isGroup ? 2 : 1;
            for (var count = 0; at < tokens.Count && !tokens.IsSymbol(at, ')') && (isGroup || count == 0); at++)
            {
                if (!tokens.Is(at, TokenKind.Text) || imports.Count >= Mentions.MaxImports)
                    continue;
                imports.Add(new Import(tokens.Read(at)));
                count++;
            }

            at--;
        }

        return new Mentions { Imports = imports };
    }

    public IEnumerable<ClaimPattern> Resolve(RepoPath file, Mentions mentions, ProjectView project)
    {
        if (mentions.Imports.Count == 0 || project.Nearest(file.Parent, "go.mod") is not { } module)
            return [];

        var name = ModuleName(project.Read(module.File));
        return name is null
            ? []
            : mentions.Imports.Select(import => Package(import.From, name, module.Folder, project)).OfType<ClaimPattern>()
                .Where(package => !package.Matches(file));
    }

    private static string? ModuleName(string? text) => text?.Split('\n')
        .Select(line => line.Split("//")[0].Trim())
        .Where(line => line.StartsWith("module ", StringComparison.Ordinal) || line.StartsWith("module\t", StringComparison.Ordinal))
        .Select(line => line["module".Length..].Trim().Trim('"', '`'))
        .FirstOrDefault(name => name.Length > 0);

    private static ClaimPattern? Package(string import, string module, string root, ProjectView project)
    {
        if (import != module && !import.StartsWith($"{module}/", StringComparison.Ordinal))
            return null;

        var folder = ProjectView.Normalise(root, import[module.Length..].TrimStart('/'));
        var isHere = folder is not null && project.Nearest(folder, "go.mod") is { } nearest && nearest.Folder == root;
        // A pattern in which the name of the folder would mean something else than itself is none.
        return isHere && folder!.IndexOfAny(['*', ':']) < 0 && project.In(folder).Any(IsSource)
            ? ClaimPattern.FromStored(ProjectView.Join(folder, "*.go"))
            : null;
    }

    private static bool IsSource(RepoPath file) =>
        file.ToString() is var path && path.EndsWith(".go", StringComparison.Ordinal) && !path.EndsWith("_test.go", StringComparison.Ordinal);
}
