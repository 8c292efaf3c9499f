using Sidecar.Agents;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Agents;

public sealed class RegistrationTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void A_taken_name_gets_a_number()
    {
        var first = Register("ada");
        var second = Register("Ada");

        Assert.Equal(("ada", "Ada-2"), (first.Name.ToString(), second.Name.ToString()));
    }

    [Fact]
    public void The_name_of_a_dead_agent_is_free_at_once()
    {
        _crowd.Join("ada");
        _crowd.Kill("ada");

        Assert.Equal("ada", Register("ada").Name.ToString());
    }

    [Fact]
    public void The_bells_of_those_who_are_gone_are_taken_down_when_somebody_registers()
    {
        foreach (var name in (string[])["ada", "bob"])
            _crowd.Join(name);
        foreach (var name in (string[])["ada", "Bob", "human", "before"])
            MailBell.Prepare(_crowd.Folder, name);
        _crowd.Kill("ada");

        Register("carol");

        Assert.Equal(["@bob", "@human"], Directory.GetDirectories(Path.Combine(_crowd.Folder, MailBell.Folder)).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Without_a_name_one_is_made_up_that_nobody_ever_had()
    {
        var names = Enumerable.Range(0, 20).Select(_ => Register(null).Name).ToList();

        Assert.Equal(20, names.Distinct().Count());
    }

    [Fact]
    public void A_client_that_connects_again_gets_its_name_back()
    {
        var client = _crowd.Processes.Start();
        var (agent, key) = _crowd.State.Agents.Register(_crowd.Registration(client));
        _crowd.State.Agents.Leave(key, "its client closed the connection");

        var (again, _) = _crowd.State.Agents.Register(_crowd.Registration(client));

        Assert.Equal(agent.Name, again.Name);
    }

    [Fact]
    public void A_session_that_is_resumed_by_another_process_gets_its_name_back()
    {
        var (agent, key) = _crowd.State.Agents.Register(
            _crowd.Registration(_crowd.Processes.Start()) with { Session = "CLAUDE_CODE_SESSION_ID=1" });
        _crowd.State.Agents.Leave(key, "its client closed the connection");

        var (again, _) = _crowd.State.Agents.Register(
            _crowd.Registration(_crowd.Processes.Start()) with { Session = "CLAUDE_CODE_SESSION_ID=1" });

        Assert.Equal(agent.Name, again.Name);
    }

    [Fact]
    public void A_server_that_crashed_and_is_started_again_goes_on_with_its_claims()
    {
        var client = _crowd.Processes.Start();
        var registration = _crowd.Registration(client);
        var (_, key) = _crowd.State.Agents.Register(registration);
        _crowd.State.Claims.TryClaim(key, Crowd.Request(Sidecar.Claims.ClaimMode.Exclusive, "a.txt"));
        _crowd.Processes.Kill(registration.ServerProcess!.Value);

        var (agent, newKey) = _crowd.State.Agents.Register(_crowd.Registration(client));

        Assert.Equal([$"{agent.Name}: a.txt"], _crowd.InForce());
        Assert.Throws<SidecarException>(() => _crowd.State.Agents.Get(key));
        Assert.Equal(agent.Id, _crowd.State.Agents.Get(newKey).Id);
    }

    [Fact]
    public void Another_session_of_the_same_client_process_does_not_inherit_from_a_crashed_server()
    {
        var client = _crowd.Processes.Start();
        var first = _crowd.Registration(client) with { Session = "CODEX_THREAD_ID=1" };
        var (agent, _) = _crowd.State.Agents.Register(first);
        _crowd.Processes.Kill(first.ServerProcess!.Value);

        var (other, _) = _crowd.State.Agents.Register(_crowd.Registration(client) with { Session = "CODEX_THREAD_ID=2" });

        Assert.NotEqual(agent.Id, other.Id);
        Assert.NotEqual(agent.Name, other.Name);
    }

    [Fact]
    public void Two_servers_of_one_client_are_two_agents()
    {
        var client = _crowd.Processes.Start();

        var (first, _) = _crowd.State.Agents.Register(_crowd.Registration(client));
        var (second, _) = _crowd.State.Agents.Register(_crowd.Registration(client));

        Assert.NotEqual(first.Name, second.Name);
    }

    [Fact]
    public void A_live_agents_name_cannot_be_taken_by_renaming()
    {
        _crowd.Join("bob");

        Assert.Throws<SidecarException>(
            () => _crowd.State.Agents.Describe(_crowd.Agent("ada"), AgentName.Parse("BOB"), null, null, null));
    }

    [Fact]
    public void What_an_agent_says_about_itself_is_kept_until_it_says_otherwise()
    {
        _crowd.State.Agents.Describe(_crowd.Agent("ada"), null, "reviewer", "reading", ["src", "docs"]);

        var agent = _crowd.State.Agents.Describe(_crowd.Agent("ada"), null, null, "writing", null);

        Assert.Equal(("reviewer", "writing", "src,docs"), (agent.Role, agent.Summary, string.Join(',', agent.Modules)));
    }

    [Fact]
    public void An_agent_on_another_machine_lives_by_its_heartbeat()
    {
        _crowd.Join("ada");
        _crowd.Processes.Host = "another-host";
        using var elsewhere = _crowd.Open();

        Assert.Equal(Liveness.Alive, Assert.Single(elsewhere.Agents.Present()).Live);
        _crowd.Time.Advance(Presence.HeartbeatLimit + TimeSpan.FromSeconds(1));
        Assert.Equal(Liveness.Dead, Assert.Single(elsewhere.Agents.Present()).Live);
    }

    private Agent Register(string? name) => _crowd.State.Agents.Register(
        _crowd.Registration(_crowd.Processes.Start()) with { Name = name is null ? null : AgentName.Parse(name) }).Agent;
}
