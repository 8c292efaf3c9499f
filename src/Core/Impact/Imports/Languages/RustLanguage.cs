using Sidecar.Claims;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>Rust: "mod a;" and paths from crate, self and super, within one crate.</summary>
internal sealed class RustLanguage : ILanguage
{
    public IReadOnlyList<string> Endings { get; } = [".rs"];

    public Mentions Read(string text) => new() { Imports = new RustPaths(text).Read() };

    public IEnumerable<ClaimPattern> Resolve(RepoPath file, Mentions mentions, ProjectView project)
    {
        if (mentions.Imports.Count == 0 || project.Nearest(file.Parent, "Cargo.toml") is not { } package)
            return [];

        var (root, itself) = Place(file.ToString(), package.Folder);
        return mentions.Imports
            .Select(import => Module(root, FromRoot(import.From.Split("::"), itself), project))
            .OfType<RepoPath>()
            .Select(ClaimPattern.OfFile);
    }

    /// <summary>The folder of the file's crate, and the path of its module in that crate.</summary>
    private static (string Root, string[] Module) Place(string file, string package)
    {
        var source = ProjectView.Join(package, "src");
        var inSource = file.StartsWith($"{source}/", StringComparison.Ordinal) && !file.StartsWith($"{source}/bin/", StringComparison.Ordinal);
        // Each file of these folders is a crate: tests/a.rs, src/bin/b.rs, build.rs.
        var root = inSource ? source : ProjectView.Parent(file);
        var parts = file[(root.Length == 0 ? 0 : root.Length + 1)..^".rs".Length].Split('/');
        if (!inSource)
            return parts[^1] is "mod" && root.Length > 0 ? (ProjectView.Parent(root), [ProjectView.Stem(root)]) : (root, []);

        return parts[^1] is "mod" || (parts.Length == 1 && parts[0] is "lib" or "main") ? (root, parts[..^1]) : (root, parts);
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
