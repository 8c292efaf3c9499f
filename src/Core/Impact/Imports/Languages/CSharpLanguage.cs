using Sidecar.Claims;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>C#: types named in a file whose own file is called after them, and whose namespace can be seen from there.</summary>
internal sealed class CSharpLanguage : ILanguage
{
    public IReadOnlyList<string> Endings { get; } = [".cs"];

    public Mentions Read(string text) => new CSharpNames(text).Read();

    public IEnumerable<ClaimPattern> Resolve(RepoPath file, Mentions mentions, ProjectView project)
    {
        var scopes = mentions.Scopes.SelectMany(Enclosing)
            .Concat(mentions.Imports.Select(import => import.From))
            .Prepend("")
            .ToHashSet(StringComparer.Ordinal);
        return mentions.Names
            .Select(name => (Name: name, Files: project.Named($"{name}.cs")))
            .Where(named => named.Files.Count == 1 && named.Files[0] != file && IsDeclaredIn(named.Files[0], named.Name, scopes, project))
            .Select(named => ClaimPattern.OfFile(named.Files[0]));
    }

    private static bool IsDeclaredIn(RepoPath file, string name, HashSet<string> scopes, ProjectView project) =>
        project.MentionsOf(file).Declares.Any(type =>
            type.EndsWith(name, StringComparison.Ordinal)
            && (type.Length == name.Length ? scopes.Contains("") : type[^(name.Length + 1)] == '.' && scopes.Contains(type[..^(name.Length + 1)])));

    // What lies in an enclosing namespace is seen without a word.
    private static IEnumerable<string> Enclosing(string scope)
    {
        for (var name = scope; name.Length > 0; name = name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : "")
            yield return name;
    }
}
