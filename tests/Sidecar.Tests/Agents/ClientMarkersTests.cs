using Sidecar.Agents;
using static Sidecar.Tests.Agents.AgentWorld;

namespace Sidecar.Tests.Agents;

public sealed class ClientMarkersTests
{
    private const string All = "CLAUDE_CODE_SESSION_ID=a CODEX_THREAD_ID=b COPILOT_AGENT_SESSION_ID=c OPENCODE_PID=4";

    [Theory]
    [InlineData("claude-code", "CLAUDE_CODE_SESSION_ID=a")]
    [InlineData("codex", "CODEX_THREAD_ID=b")]
    [InlineData("codex-mcp-client", "CODEX_THREAD_ID=b")]
    [InlineData("copilot-cli", "COPILOT_AGENT_SESSION_ID=c")]
    [InlineData("github-copilot-cli", "COPILOT_AGENT_SESSION_ID=c")]
    [InlineData("opencode", "OPENCODE_PID=4")]
    [InlineData("gemini-cli-mcp-client", null)]
    [InlineData("somebody", null)]
    public void A_client_has_its_own_session_and_no_inherited_one(string client, string? session)
    {
        Assert.Equal(session, ClientMarkers.SessionOf(client, Variables(All)));
    }

    [Fact]
    public void All_sessions_are_found()
    {
        Assert.Equal(All.Split(' ').ToHashSet(StringComparer.Ordinal), [.. ClientMarkers.Sessions(Variables(All))]);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("PATH=/bin AIDER_MODEL=x CLINE_DIR=/x", null)]
    [InlineData("CLAUDECODE=1", "claude-code")]
    [InlineData("CODEX_SESSION_ID=1", "codex")]
    [InlineData("COPILOT_CLI=1", "copilot-cli")]
    [InlineData("OPENCODE=1", "opencode")]
    [InlineData("GEMINI_CLI=1", "gemini-cli")]
    [InlineData("CURSOR_AGENT=1", "cursor")]
    [InlineData("CLINE_ACTIVE=true", "cline")]
    [InlineData("AI_AGENT=claude-code_2-1-329_agent", "claude-code")]
    [InlineData("AI_AGENT=amp", "amp")]
    [InlineData("AI_AGENT=_x", null)]
    [InlineData("CLAUDECODE=1 GEMINI_CLI=1 AI_AGENT=claude-code_2_agent", "gemini-cli")]
    public void The_client_is_told_by_its_mark(string environment, string? client)
    {
        Assert.Equal(client, ClientMarkers.Client(Variables(environment)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\u202eb")]
    public void A_value_that_nobody_should_print_counts_as_absent(string value)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["CODEX_THREAD_ID"] = value, ["AI_AGENT"] = value };

        Assert.Empty(ClientMarkers.Sessions(environment));
        Assert.Null(ClientMarkers.Client(environment));
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(201, 0)]
    public void A_value_has_at_most_200_characters(int length, int sessions)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["CODEX_THREAD_ID"] = new('x', length) };

        Assert.Equal(sessions, ClientMarkers.Sessions(environment).Count);
    }
}
