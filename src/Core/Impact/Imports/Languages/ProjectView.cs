namespace Sidecar.Impact.Imports.Languages;

/// <summary>The project as one who resolves imports asks for it.</summary>
/// <param name="files">Its files.</param>
/// <param name="mentionsOf">What a file says.</param>
internal sealed class ProjectView(IProjectFiles files, Func<RepoPath, Mentions> mentionsOf)
{
    /// <summary>What a file says; nothing where it cannot be read.</summary>
    public Mentions MentionsOf(RepoPath file) => mentionsOf(file);

    /// <summary>The text of a file; null where it cannot be read.</summary>
    public string? Read(RepoPath file) => files.Read(file);

    /// <summary>All files with this name.</summary>
    public IReadOnlyList<RepoPath> Named(string name) => files.Named(name);

    /// <summary>The files right in a folder.</summary>
    public IReadOnlyList<RepoPath> In(string folder) => files.In(folder);

    /// <summary>The file of a path from the top; null where there is none.</summary>
    public RepoPath? Find(string path) => RepoPath.TryParse(path, out var file) && files.Contains(file) ? file : null;

    /// <summary>The only one of some paths that is a file; null for none and for several.</summary>
    public RepoPath? FindOne(IEnumerable<string> paths)
    {
        var found = paths.Select(Find).OfType<RepoPath>().Distinct().Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>The nearest folder from this one up that has a file of one of these names, with that file.</summary>
    public (string Folder, RepoPath File)? Nearest(string folder, params ReadOnlySpan<string> names)
    {
        while (true)
        {
            foreach (var name in names)
            {
                if (Find(Join(folder, name)) is { } file)
                    return (folder, file);
            }

            if (folder.Length == 0)
                return null;
            folder = Parent(folder);
        }
    }

    /// <summary>A path below a folder.</summary>
    public static string Join(string folder, string path) => folder.Length == 0 ? path : path.Length == 0 ? folder : $"{folder}/{path}";

    /// <summary>The folder that a path lies in; "" for the top.</summary>
    public static string Parent(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";

    /// <summary>The last part of a path, without what follows its last dot.</summary>
    public static string Stem(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;
    }

    /// <summary>A path with its "." and ".." carried out; null where it leads out of the worktree.</summary>
    public static string? Normalise(string folder, string path)
    {
        var parts = new List<string>();
        foreach (var part in Join(folder, path).Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part is not "..")
                parts.Add(part);
            else if (parts.Count == 0)
                return null;
            else
                parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }
}
