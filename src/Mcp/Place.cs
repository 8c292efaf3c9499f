using Sidecar.Repository;

namespace Sidecar.Mcp;

/// <summary>The repository the server works in, with its state opened.</summary>
internal sealed class Place(ServerOptions options, RepositoryFolders folders) : IDisposable
{
    /// <summary>How long read settings count: a call must not start git each time.</summary>
    private static readonly TimeSpan SettingsAge = TimeSpan.FromSeconds(5);

    private readonly GitProcess _git = new(folders.Worktree, options.Environment);
    private RepositorySettings? _settings;
    private long _settingsRead;

    public RepositoryFolders Folders { get; } = folders;

    public SidecarState State { get; } =
        new(folders.StateFolder(options.Environment), options.Processes, options.Time, SidecarState.Patience);

    /// <summary>False once the state was taken away under our feet.</summary>
    public bool IsThere => State.Database.IsCurrent;

    /// <summary>Finds the repository and opens its state.</summary>
    /// <exception cref="SidecarException">There is no repository, it is not set up, or its state cannot be read.</exception>
    public static Place Open(ServerOptions options) => new(options, Find(options));

    public RepositorySettings Settings()
    {
        if (_settings is null || options.Time.GetElapsedTime(_settingsRead) > SettingsAge)
        {
            _settings = RepositorySettings.Read(_git);
            _settingsRead = options.Time.GetTimestamp();
        }

        return _settings;
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
