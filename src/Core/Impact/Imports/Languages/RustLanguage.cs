using Sidecar.Claims;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>Rust: "mod a;" and paths from crate, self and super, within one crate.</summary>
internal sealed class RustLanguage : ILanguage
{
    // Each file right in one of these folders is a crate of its own.
    private static readonly string[] ScriptFolders = ["bin", "tests", "examples", "benches"];

    public IReadOnlyList<string> Endings { get; } = [".rs"];

    public Mentions Read(string text) => new() { Imports = new RustPaths(text).Read() };

    public IEnumerable<ClaimPattern> Resolve(RepoPath file, Mentions mentions, ProjectView project)
    {
        if (mentions.Imports.Count == 0 || project.Nearest(file.Parent, "Cargo.toml") is not { } package)
            return [];

        var (root, itself, isSure) = Place(file.ToString(), package.Folder, project);
        return mentions.Imports
            .Where(import => isSure || !import.From.StartsWith("crate", StringComparison.Ordinal))
            .Select(import => Module(root, FromRoot(import.From.Split("::"), itself), project))
            .OfType<RepoPath>()
            .Select(ClaimPattern.OfFile);
    }

    /// <summary>The folder of the file's crate, the path of its module in that crate, and whether the crate begins there for certain.</summary>
    private static (string Root, string[] Module, bool IsSure) Place(string file, string package, ProjectView project)
    {
        var folder = ProjectView.Parent(file);
        var isCrate = ScriptFolders.Contains(ProjectView.Stem(folder), StringComparer.Ordinal) || file == ProjectView.Join(package, "build.rs");
        if (isCrate)
            return (folder, [], true);

        var found = RootAbove(folder, package, project);
        var root = found ?? folder;
        var parts = file[(root.Length == 0 ? 0 : root.Length + 1)..^".rs".Length].Split('/');
        if (parts is ["mod"] && root.Length > 0)
            return (ProjectView.Parent(root), [root[(root.LastIndexOf('/') + 1)..]], false);

        return (root, parts[^1] is "mod" || parts is ["lib" or "main"] ? parts[..^1] : parts, found is not null);
    }

    // Most crates begin in "src", others where their package says; either way with one of two names.
    private static string? RootAbove(string folder, string package, ProjectView project)
    {
        for (var at = folder; at.Length >= package.Length; at = ProjectView.Parent(at))
        {
            if (project.Find(ProjectView.Join(at, "lib.rs")) is not null || project.Find(ProjectView.Join(at, "main.rs")) is not null)
                return at;
            if (at.Length == 0)
                break;
        }

        return null;
    }

    /// <summary>The path as it is from the root of the crate; null where it leads out of it.</summary>
    private static List<string>? FromRoot(string[] path, string[] itself)
    {
        var full = new List<string>(path[0] is "crate" ? [] : itself);
        foreach (var part in path)
        {
            if (part is "crate" or "self")
                continue;
            if (part is not "super")
                full.Add(part);
            else if (full.Count == 0)
                return null;
            else
                full.RemoveAt(full.Count - 1);
        }

        return full;
    }

    /// <summary>
    /// The longest beginning of a path that is a module with a file of its own; what follows is in it. Of what lies in the
    /// root of the crate nothing is said: it may be anybody's, shown there under another name.
    /// </summary>
    private static RepoPath? Module(string root, List<string>? path, ProjectView project)
    {
        for (var length = path?.Count ?? 0; length > 0; length--)
        {
            var module = ProjectView.Join(root, string.Join('/', path!.Take(length)));
            string[] files = [$"{module}.rs", $"{module}/mod.rs"];
            if (files.Any(file => project.Find(file) is not null))
                return project.FindOne(files);
        }

        return null;
    }
}
