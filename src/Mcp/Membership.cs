using Sidecar.Agents;
using Sidecar.Repository;

namespace Sidecar.Mcp;

/// <summary>
/// This server's part in the repository: opened and registered when that is possible, looked for again on every call
/// until then. Safe to use from several calls at once.
/// </summary>
internal sealed class Membership(ServerOptions options, HangUp hangUp) : IDisposable
{
    private const string Unnamed = "unknown";

    private readonly Lock _lock = new();
    private readonly List<Place> _left = [];
    private Place? _place;
    private AgentKey? _key;
    private Agent? _agent;
    private string? _session;

    /// <summary>Opens the state and registers the agent, unless both were done before.</summary>
    /// <param name="client">The client as it named itself.</param>
    /// <param name="version">Its version.</param>
    /// <param name="session">A session "VARIABLE=value" that the call brought along, or null.</param>
    /// <exception cref="SidecarException">Not in a repository, not set up, switched off, or the state cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Not registered, and there is nobody to register for: the client is gone.</exception>
    public Seat Join(string? client, string? version, string? session)
    {
        lock (_lock)
        {
            var place = OpenPlace();
            var settings = place.Settings();
            if (!settings.Enabled)
                throw SwitchedOff();

            if (!IsRegistered(place))
                Register(place, client, version);
            place.SeeToWatcher(settings);
            if (session is not null && session != _session)
                place.State.Agents.Heartbeat(_key!, _session = session);

            return SeatIn(place, settings);
        }
    }

    /// <summary>What was joined, as it is now; null if nothing was. Nothing is opened or registered; git is asked only where settings were changed.</summary>
    /// <exception cref="SidecarException">The state cannot be read.</exception>
    public Seat? Current()
    {
        lock (_lock)
        {
            return _place is { IsThere: true } place && IsRegistered(place) && place.LastSettings() is { Enabled: true } settings
                ? SeatIn(place, settings)
                : null;
        }
    }

    /// <summary>Says that the agent is still there. A problem is told by the next call, which needs the state more.</summary>
    public void Heartbeat()
    {
        lock (_lock)
        {
            try
            {
                if (_key is not null)
                    _place?.State.Agents.Heartbeat(_key);
            }
            catch (SidecarException)
            {
                // The next call registers again or says what is wrong.
            }
        }
    }

    /// <summary>Signs the agent off.</summary>
    public void Leave(string why)
    {
        lock (_lock)
        {
            if (_key is not null)
                _place?.State.Agents.Leave(_key, why);
            _key = null;
        }
    }

    public void Dispose()
    {
        _place?.Dispose();
        _left.ForEach(place => place.Dispose());
    }

    private Seat SeatIn(Place place, RepositorySettings settings) =>
        new(place.State, place.Folders, place.Git, settings, _key!, _agent!, Source(), place.Watcher.WhyNot(settings));

    private Place OpenPlace()
    {
        if (_place is { IsThere: false })
        {
            // Calls in flight may still use it.
            _left.Add(_place);
            _place = null;
        }

        return _place ??= Place.Open(options);
    }

    private bool IsRegistered(Place place)
    {
        if (_key is null)
            return false;

        try
        {
            _agent = place.State.Agents.Get(_key);
            return true;
        }
        catch (SidecarException ended) when (ended.Kind is not ProblemKind.CannotTell)
        {
            return false;
        }
    }

    private void Register(Place place, string? client, string? version)
    {
        // Others may notice the client's death before this process does; what it registered would pass for a live agent.
        if (hangUp.IsDeserted)
            throw new OperationCanceledException();

        var name = Printable.Short(string.IsNullOrWhiteSpace(client) ? Unnamed : client, 60);
        var self = options.Processes.Find(options.Pid);
        var (program, launcher) = ClientProcess.Find(options.Processes, options.Pid, name, options.Environment);
        var registration = new Registration
        {
            Name = WantedName(place),
            Client = name,
            ClientVersion = version is null ? null : Printable.Short(version, 40),
            Session = _session ??= ClientMarkers.SessionOf(name, options.Environment),
            Worktree = place.Folders.Worktree,
            ClientProcess = program,
            LauncherProcess = launcher,
            ServerProcess = self?.Process,
        };
        (_agent, _key) = place.State.Agents.Register(registration);
        hangUp.Watch(program, "client");
        hangUp.Watch(launcher, "launcher");
    }

    // Whoever comes back after its registration was ended comes back under its own name, renamed meanwhile or not.
    private AgentName? WantedName(Place place)
    {
        if (_agent is { } before)
            return (place.State.Agents.Gone(before.JoinedAt).FirstOrDefault(gone => gone.Id == before.Id) ?? before).Name;

        if (GivenName() is not { } given)
            return null;

        return AgentName.TryParse(given, out var name) ? name : throw SidecarException.Usage(
            $"{(options.Name is null ? "SIDECAR_AGENT" : "--name")} of this server is '{Printable.Short(given, 60)}', which cannot be an agent's name.",
            "have your user correct it where the client starts sidecar-mcp: 1 to 32 of A-Z a-z 0-9 . _ - ('all', 'human' and 'system' are taken)");
    }

    private string? GivenName() =>
        options.Name ?? (options.Environment.GetValueOrDefault("SIDECAR_AGENT") is { Length: > 0 } name ? name : null);

    // How the other processes of this agent will be recognised.
    private IdentitySource Source() =>
        GivenName() is not null ? IdentitySource.Env
        : _session is not null ? IdentitySource.Session
        : _agent?.ClientProcess is not null ? IdentitySource.Lineage
        : IdentitySource.None;

    private static SidecarException SwitchedOff() => SidecarException.NotSetUp(
        "Sidecar is switched off in this repository (sidecar.enabled is false).", "git config sidecar.enabled true");
}
