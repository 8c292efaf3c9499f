using Sidecar.Agents;
using static Sidecar.Tests.Agents.AgentWorld;

namespace Sidecar.Tests.Agents;

public sealed class ClientProcessTests
{
    private const int Server = 99;

    [Theory]
    [InlineData("claude", "claude", "claude")]
    [InlineData("sh > claude", "claude", "sh")]
    [InlineData("sh > npm exec sidec > node > bash > kitty", "node", "sh")]
    [InlineData("sidecar > timeout > env > my-agent > bash", "my-agent", "sidecar")]
    [InlineData("run-server > bash > claude > bash > claude", "claude", "run-server")]
    [InlineData("bash > sh", "bash", "bash")]
    [InlineData("bash > tmux: server", "bash", "bash")]
    [InlineData("tmux: server", "tmux: server", "tmux: server")]
    public void The_client_is_the_nearest_program_that_does_more_than_start_others(
        string ancestors, string client, string launcher)
    {
        var processes = Started(ancestors.Split(" > "));

        var found = ClientProcess.Find(processes, Server, "claude-code", Variables(""));

        Assert.Equal((client, launcher), (Program(processes, found.Client), Program(processes, found.Launcher)));
    }

    [Fact]
    public void Of_a_client_inside_the_same_client_the_inner_one_is_found()
    {
        var processes = Started("claude", "bash", "claude");

        var found = ClientProcess.Find(processes, Server, "claude-code", Variables("CLAUDE_PID=96"));

        Assert.Equal(98, found.Client?.Pid);
    }

    [Theory]
    [InlineData("opencode", "OPENCODE_PID=97", 97)]
    [InlineData("opencode", "OPENCODE_PID=3", 98)]
    [InlineData("opencode", "OPENCODE_PID=x", 98)]
    [InlineData("gemini-cli", "OPENCODE_PID=97", 98)]
    public void A_pid_in_the_environment_counts_if_it_is_an_ancestor_and_of_this_client(
        string client, string environment, int expected)
    {
        var processes = Started("wrapper", "node");

        var found = ClientProcess.Find(processes, Server, client, Variables(environment));

        Assert.Equal(expected, found.Client?.Pid);
    }

    [Fact]
    public void The_first_process_of_a_system_is_nobodys_client()
    {
        var processes = new FakeProcesses().With(1, 0, "claude").With(Server, 1, "sidecar-mcp");

        var found = ClientProcess.Find(processes, Server, "claude-code", Variables("CLAUDE_PID=1"));

        Assert.Equal((null, null), found);
    }

    private static FakeProcesses Started(params string[] ancestors)
    {
        var processes = new FakeProcesses().With(1, 0, "init").With(Server, Server - 1, "sidecar-mcp");
        for (var i = 1; i <= ancestors.Length; i++)
            processes.With(Server - i, i == ancestors.Length ? 1 : Server - i - 1, ancestors[i - 1]);
        return processes;
    }

    private static string? Program(FakeProcesses processes, ProcessRef? process) =>
        process is { } known ? processes.Find(known.Pid)?.Program : null;
}
