namespace Sidecar.Tests.Commands;

public sealed class IdentityRulesTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Fact]
    public void A_person_acts_for_a_live_agent_by_name()
    {
        _room.Join("ada");

        var result = _room.Run("--as", "ada", "claim", "a.cs");

        Assert.Equal(0, result.Code);
        Assert.Equal("ada", Assert.Single(_room.State.Claims.Active()).Holder.Name.ToString());
    }

    [Fact]
    public void The_environment_names_the_agent_too()
    {
        _room.Join("ada");
        _room.Environment["SIDECAR_AGENT"] = "ada";

        _room.Run("claim", "a.cs");

        Assert.Equal("ada", Assert.Single(_room.State.Claims.Active()).Holder.Name.ToString());
    }

    [Fact]
    public void An_empty_name_in_the_environment_is_none()
    {
        _room.Environment["SIDECAR_AGENT"] = "";

        Assert.Equal(0, _room.Run("claim", "a.cs").Code);
    }

    [Fact]
    public void An_impossible_name_in_the_environment_is_said_to_be_there()
    {
        _room.Environment["SIDECAR_AGENT"] = "two words";

        var result = _room.Run("claim", "a.cs");

        Assert.Equal(2, result.Code);
        Assert.Equal("sidecar: SIDECAR_AGENT is 'two words', which cannot be an agent's name.\nnext: unset SIDECAR_AGENT\n", result.Error);
    }

    [Theory]
    [InlineData("claim", "a.cs")]
    [InlineData("release", "--all")]
    [InlineData("send", "all", "text")]
    [InlineData("inbox")]
    public void Nobody_acts_as_an_agent_that_is_not_here(params string[] args)
    {
        var result = _room.Run(["--as", "bob", .. args]);

        Assert.Equal(1, result.Code);
        Assert.Contains("No live agent is called 'bob' here", result.Error);
    }

    [Theory]
    [InlineData("claim", "a.cs")]
    [InlineData("inbox")]
    public void A_process_of_one_agent_cannot_act_as_another(params string[] args)
    {
        _room.Join("ada", session: "CODEX_THREAD_ID=7", client: "codex-mcp-client");
        _room.Join("bob");
        _room.Environment["CODEX_THREAD_ID"] = "7";

        var result = _room.Run([.. args, "--as", "bob"]);

        Assert.Equal(1, result.Code);
        Assert.Equal("sidecar: This process belongs to ada and cannot act as bob.\nnext: leave out --as\n", result.Error);
    }

    [Fact]
    public void An_agent_that_did_not_register_may_look_but_not_act()
    {
        _room.Environment["CLAUDECODE"] = "1";

        Assert.Equal(0, _room.Run("claims").Code);
        Assert.Equal(0, _room.Run("check", "a.cs").Code);
        Assert.Equal(1, _room.Run("claim", "a.cs").Code);
    }

    [Fact]
    public void Whoami_tells_how_it_was_found_out()
    {
        _room.Join("ada", session: "CODEX_THREAD_ID=7", client: "codex-mcp-client");
        _room.Environment["CODEX_THREAD_ID"] = "7";

        var result = _room.Run("whoami");

        Assert.Equal(
            """
            ada, an agent
              identity: session (the client's session in the environment)
              client:   codex-mcp-client
              process:  1000
              worktree: $TOP

            """,
            result.Output);
    }

    public void Dispose() => _room.Dispose();
}
