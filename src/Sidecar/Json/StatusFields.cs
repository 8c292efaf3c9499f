using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Status;
using Sidecar.Terminal;

namespace Sidecar.Json;

/// <summary>The fields of the lists in status. Names and meanings are in docs/json.md and do not change.</summary>
internal static class StatusFields
{
    public static void AgentStatus(this Utf8JsonWriter json, AgentStatus status)
    {
        json.Agent(status.Agent);
        json.Live(status.Live);
        json.WriteNumber("unread", status.Unread);
    }

    public static void GoneAgent(this Utf8JsonWriter json, Agent agent)
    {
        json.Agent(agent);
        if (agent.LeftAt is { } left)
            json.Time("left", left);
        json.WriteString("why", agent.LeftWhy);
    }

    public static void Waiting(this Utf8JsonWriter json, Waiting waiting)
    {
        json.WriteString("name", waiting.Agent.Name.ToString());
        json.Texts("paths", waiting.Patterns.Select(pattern => pattern.Text));
        json.WriteString("mode", Words.Of(waiting.Mode));
        json.WriteString("reason", waiting.Reason);
        json.Time("since", waiting.Since);
        json.Time("until", waiting.Deadline);
    }

    public static void Ended(this Utf8JsonWriter json, EndedClaim ended)
    {
        json.WriteString("path", ended.Pattern.Text);
        json.WriteString("holder", ended.Holder.ToString());
        json.Time("ended", ended.EndedAt);
        json.WriteString("why", ended.Why);
    }
}
