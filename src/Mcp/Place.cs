using Sidecar.Repository;
using Sidecar.Storage;
using Sidecar.Watch;

namespace Sidecar.Mcp;

/// <summary>The repository the server works in, with its state opened.</summary>
internal sealed class Place(ServerOptions options, RepositoryFolders folders) : IDisposable
{
    /// <summary>
    /// How long read settings count at most: a call must not start git each time. What is set for the user or the machine is
    /// seen that late; what is set in this repository, at once.
    /// </summary>
    private static readonly TimeSpan SettingsAge = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan WatcherAge = TimeSpan.FromSeconds(60);

    private WatcherStart? _watcher;
    private long _watcherSeen;
    private RepositorySettings? _settings;
    private string? _settingsFiles;
    private long _settingsRead;

    public RepositoryFolders Folders { get; } = folders;

    public GitProcess Git { get; } = new(folders.Worktree, options.Environment);

    public SidecarState State { get; } =
        new(folders.StateFolder(options.Environment), options.Processes, options.Time, SidecarState.Patience);

    /// <summary>Sees to it that somebody watches.</summary>
    public WatcherStart Watcher => _watcher ??= new(State, Folders, options.Programs, options.Environment, options.Time);

    /// <summary>False once the state was taken away under our feet.</summary>
    public bool IsThere => State.Database.IsCurrent;

    /// <summary>Finds the repository and opens its state.</summary>
    /// <exception cref="SidecarException">There is no repository, it is not set up, or its state cannot be read.</exception>
    public static Place Open(ServerOptions options) => new(options, Find(options));

    /// <summary>Why nothing can be opened here, as far as a quick look tells; null if nothing speaks against it.</summary>
    public static SidecarException? Obstacle(ServerOptions options)
    {
        try
        {
            return SidecarDatabase.Exists(Find(options).StateFolder(options.Environment))
                ? null
                : SidecarException.NotSetUp("Sidecar is not set up in this repository.", "sidecar init");
        }
        catch (SidecarException notHere)
        {
            return notHere;
        }
    }

    /// <summary>The settings as they were read last, or anew if those of this repository were changed since; null before they were read.</summary>
    public RepositorySettings? LastSettings() => _settings is null || SettingsFiles() == _settingsFiles ? _settings : Settings();

    public RepositorySettings Settings()
    {
        var files = SettingsFiles();
        if (_settings is null || files != _settingsFiles || options.Time.GetElapsedTime(_settingsRead) > SettingsAge)
        {
            _settings = RepositorySettings.Read(Git);
            (_settingsFiles, _settingsRead) = (files, options.Time.GetTimestamp());
        }

        return _settings;
    }

    /// <summary>Sees to it that somebody watches, unless that was done a moment ago.</summary>
    public void SeeToWatcher(RepositorySettings settings)
    {
        if (_watcherSeen != 0 && options.Time.GetElapsedTime(_watcherSeen) < WatcherAge)
            return;

        Watcher.EnsureRunning(settings);
        _watcherSeen = options.Time.GetTimestamp();
    }

    /// <summary>Size and time of the files in which this repository's settings stand: another text once one was written.</summary>
    private string SettingsFiles()
    {
        string[] files =
        [
            Path.Combine(Folders.CommonDirectory, "config"),
            Path.Combine(Folders.GitDirectory, "config.worktree"),
            Path.Combine(Folders.Worktree, RepositorySettings.TeamFile),
        ];
        return string.Join(' ', files.Select(path => new FileInfo(path)).Select(
            file => file.Exists ? $"{file.Length}@{file.LastWriteTimeUtc.Ticks}" : "none"));
    }

    public void Dispose() => State.Dispose();

    private static RepositoryFolders Find(ServerOptions options)
    {
        try
        {
            return RepositoryFolders.Find(options.Directory, options.Environment);
        }
        catch (SidecarException notHere) when (notHere.Kind is ProblemKind.NotSetUp)
        {
            // Some clients start their servers elsewhere and name the project in the environment.
            if (options.Environment.GetValueOrDefault("CLAUDE_PROJECT_DIR") is not { Length: > 0 } project)
                throw;

            return RepositoryFolders.Find(project, options.Environment);
        }
    }
}
