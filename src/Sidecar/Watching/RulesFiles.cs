using Sidecar.Repository;

namespace Sidecar.Watching;

/// <summary>The files that say what is watched: whether one of them was changed since the last question.</summary>
internal sealed class RulesFiles(RepositoryFolders folders)
{
    private readonly string[] _files =
    [
        Path.Combine(folders.CommonDirectory, "config"),
        Path.Combine(folders.CommonDirectory, "info", "exclude"),
        Path.Combine(folders.GitDirectory, "config.worktree"),
        Path.Combine(folders.Worktree, RepositorySettings.TeamFile),
    ];

    private string? _seen;

    /// <summary>Whether a batch holds an ignore file, or a file outside of the worktree was changed.</summary>
    public bool HaveChanged(Batch batch)
    {
        var before = _seen;
        _seen = string.Join(' ', _files.Select(Mark));
        return (before is not null && before != _seen) || batch.Paths.Any(path => IsIgnoreFile(path.Path.ToString()));
    }

    private static bool IsIgnoreFile(string path) => path is ".gitignore" || path.EndsWith("/.gitignore", StringComparison.Ordinal);

    private static string Mark(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{file.Length}@{file.LastWriteTimeUtc.Ticks}" : "none";
    }
}
