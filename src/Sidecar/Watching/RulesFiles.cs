using Sidecar.Repository;

namespace Sidecar.Watching;

/// <summary>The files that say what is watched: whether one of them was changed since the last question.</summary>
/// <param name="folders">The worktree.</param>
/// <param name="git">Git, at its top.</param>
internal sealed class RulesFiles(RepositoryFolders folders, GitProcess git)
{
    private readonly string[] _settings =
    [
        Path.Combine(folders.CommonDirectory, "config"),
        Path.Combine(folders.GitDirectory, "config.worktree"),
        Path.Combine(folders.Worktree, RepositorySettings.TeamFile),
    ];

    private readonly string _ofRepository = Path.Combine(folders.CommonDirectory, "info", "exclude");
    private string? _ofUser;
    private string? _settingsSeen;
    private string? _rulesSeen;

    /// <summary>Whether a batch holds an ignore file, or a file outside of the worktree was changed.</summary>
    public bool HaveChanged(Batch batch)
    {
        var (settings, rules) = (_settingsSeen, _rulesSeen);
        _settingsSeen = string.Join(' ', _settings.Select(Mark));
        if (settings != _settingsSeen)
            _ofUser = OfUser();
        _rulesSeen = $"{Mark(_ofRepository)} {(_ofUser is null ? "" : Mark(_ofUser))}";
        return (settings is not null && (settings != _settingsSeen || rules != _rulesSeen))
            || batch.Paths.Any(path => IsIgnoreFile(path.Path.ToString()));
    }

    private static bool IsIgnoreFile(string path) => path is ".gitignore" || path.EndsWith("/.gitignore", StringComparison.Ordinal);

    // The file that git takes where this is not set is one of a person's home, and changes once in years.
    private string? OfUser() =>
        git.Run(["config", "--type=path", "--get", "core.excludesFile"]) is { Succeeded: true } told
            ? Path.GetFullPath(told.Text.TrimEnd('\n'), folders.Worktree)
            : null;

    private static string Mark(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{file.Length}@{file.LastWriteTimeUtc.Ticks}" : "none";
    }
}
