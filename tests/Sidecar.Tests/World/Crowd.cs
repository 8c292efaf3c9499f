using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;

namespace Sidecar.Tests.World;

/// <summary>A real state in a temporary folder, with agents whose clock and processes the test controls.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly Dictionary<string, Member> _members = [];

    public Crowd()
    {
        Folder = Directory.CreateTempSubdirectory("sidecar-crowd-").FullName;
        SidecarDatabase.Create(Folder);
        State = Open();
    }

    public string Folder { get; }

    public ManualTime Time { get; } = new();

    public FakeProcesses Processes { get; } = new();

    public SidecarState State { get; }

    public AgentKey Human => State.Agents.KeyOfHuman();

    /// <summary>Opens the same state once more, as another process would.</summary>
    public SidecarState Open() => new(Folder, Processes, Time, SidecarState.Patience);

    /// <summary>The agent of this name, registered on first use.</summary>
    public AgentKey Agent(string name) => Join(name).Key;

    public Member Join(string name, string worktree = "/repository")
    {
        if (_members.TryGetValue(name, out var known))
            return known;

        var client = Processes.Start();
        var (agent, key) = State.Agents.Register(Registration(client) with { Name = AgentName.Parse(name), Worktree = worktree });
        return _members[name] = new Member(agent, key, client);
    }

    public Registration Registration(ProcessRef client) => new()
    {
        Client = "test-client",
        Worktree = "/repository",
        ClientProcess = client,
        LauncherProcess = client,
        ServerProcess = Processes.Start("sidecar-mcp"),
    };

    public void Kill(string name) => Processes.Kill(_members[name].Client);

    public ClaimAnswer Claim(string name, params string[] paths) => Claim(name, ClaimMode.Exclusive, paths);

    public ClaimAnswer Claim(string name, ClaimMode mode, params string[] paths) =>
        State.Claims.TryClaim(Agent(name), Request(mode, paths));

    public Task<ClaimAnswer> ClaimAndWait(string name, TimeSpan wait, params string[] paths) =>
        State.Claims.ClaimAsync(Agent(name), Request(ClaimMode.Exclusive, paths), wait, ignoreCase: false, CancellationToken.None);

    public ReleaseAnswer Release(string name, params string[] paths) =>
        State.Claims.Release(Agent(name), paths.Length == 0 ? null : Patterns(paths));

    /// <summary>"holder: pattern" of every claim in force, in the order they were made.</summary>
    public IReadOnlyList<string> InForce() => State.Claims.Active()
        .Where(claim => claim.IsInForce(Time.GetUtcNow()))
        .Select(claim => $"{claim.Holder.Name}: {claim.Pattern}")
        .ToList();

    public static IReadOnlyList<ClaimPattern> Patterns(params string[] paths) =>
        paths.Select(path => ClaimPattern.Parse(path, "/repository")).ToList();

    public static ClaimRequest Request(ClaimMode mode, params string[] paths) =>
        new(Patterns(paths), mode, "testing", TimeSpan.FromMinutes(30));

    public void Dispose()
    {
        State.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    internal sealed record Member(Agent Agent, AgentKey Key, ProcessRef Client);
}
