namespace Sidecar.Repository;

/// <summary>Settings being read: git runs from construction on, so that the caller can do something else meanwhile.</summary>
public sealed class SettingsQuery : IDisposable
{
    // It holds a handful of lines. A committed file of any size must not use up the time of a commit.
    private const int MaxTeamFileBytes = 64 * 1024;

    private readonly RunningGit _own;
    private readonly RunningGit? _team;
    private readonly string? _teamProblem;

    /// <summary>Starts reading.</summary>
    /// <exception cref="SidecarException">Git cannot be started.</exception>
    public SettingsQuery(GitProcess git)
    {
        _own = git.Start(["config", "-z", "--includes", "--get-regexp", @"^(sidecar\.|core\.ignorecase$)"]);
        var file = new FileInfo(Path.Combine(git.Worktree, RepositorySettings.TeamFile));
        _teamProblem = ProblemOf(file);
        if (file.Exists && _teamProblem is null)
            _team = git.Start(["config", "-z", "--no-includes", "-f", file.FullName, "--list"]);
    }

    /// <summary>Waits for the answer.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public RepositorySettings Finish()
    {
        var parser = new SettingsParser();
        if (_teamProblem is not null)
            parser.Report(_teamProblem);
        if (_team?.Finish() is { } team)
            ApplyTeam(parser, team);

        // Code 1 says that none is set.
        var own = _own.Finish();
        if (own.ExitCode is not (0 or 1))
        {
            throw SidecarException.CannotTell(
                $"git could not read its configuration: {Printable.Short(own.Errors.Trim(), 300)}", "git config --list");
        }

        parser.Apply(own.Text, "git config");
        return parser.Settings;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _own.Dispose();
        _team?.Dispose();
    }

    private static void ApplyTeam(SettingsParser parser, GitOutput team)
    {
        if (team.Succeeded)
            parser.Apply(team.Text, RepositorySettings.TeamFile, teamFile: true);
        else
            parser.Report($"The file {RepositorySettings.TeamFile} is not read: {Printable.Short(team.Errors.Trim(), 300)}");
    }

    // A link could lead to a device that never ends.
    private static string? ProblemOf(FileInfo file) =>
        file.LinkTarget is not null ? $"The file {RepositorySettings.TeamFile} is not read: it is a symbolic link."
        : file.Exists && file.Length > MaxTeamFileBytes
            ? $"The file {RepositorySettings.TeamFile} is not read: it is larger than {MaxTeamFileBytes / 1024} KiB."
        : null;
}
