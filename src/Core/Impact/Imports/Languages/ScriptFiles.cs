namespace Sidecar.Impact.Imports.Languages;

/// <summary>Which file a specifier of TypeScript or JavaScript means, as compilers, bundlers and Node agree on it.</summary>
internal static class ScriptFiles
{
    private static readonly string[] Endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".d.ts", ".json"];

    // What is compiled is imported by the name of what comes out.
    private static readonly Dictionary<string, string[]> Sources = new(StringComparer.Ordinal)
    {
        [".js"] = [".ts", ".tsx", ".d.ts"],
        [".jsx"] = [".tsx"],
        [".mjs"] = [".mts"],
        [".cjs"] = [".cts"],
    };

    /// <summary>The file; null where there is none, or several that it could be.</summary>
    /// <param name="folder">The folder that the specifier starts from.</param>
    /// <param name="specifier">What was imported.</param>
    /// <param name="project">The project.</param>
    public static RepoPath? Find(string folder, string specifier, ProjectView project)
    {
        if (ProjectView.Normalise(folder, specifier) is not { } path)
            return null;

        var isFolder = specifier.EndsWith('/') || specifier is "." or ".." || specifier.EndsWith("/.", StringComparison.Ordinal)
            || specifier.EndsWith("/..", StringComparison.Ordinal);
        return (isFolder ? null : File(path, project)) ?? Index(path, project);
    }

    private static RepoPath? File(string path, ProjectView project)
    {
        var ending = Path.GetExtension(path);
        var named = Sources.GetValueOrDefault(ending, []).Select(source => path[..^ending.Length] + source).Prepend(path).ToList();
        // Where something of this very name is there, what only begins like it is not looked for.
        return named.Any(candidate => project.Find(candidate) is not null)
            ? project.FindOne(named)
            : project.FindOne(Endings.Select(added => path + added));
    }

    // What a package.json of the folder says goes before its index.
    private static RepoPath? Index(string path, ProjectView project) =>
        Endings.Any(added => project.Find(path + added) is not null) || project.Find(ProjectView.Join(path, "package.json")) is not null
            ? null
            : project.FindOne(Endings.Select(added => ProjectView.Join(path, $"index{added}")));
}
