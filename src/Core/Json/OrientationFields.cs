using System.Text.Json;
using Sidecar.Messages;
using Sidecar.Status;

namespace Sidecar.Json;

/// <summary>The fields of summaries and of what orients somebody. Names and meanings are in docs/json.md and do not change.</summary>
public static class OrientationFields
{
    /// <summary>A summary that was kept.</summary>
    public static void Handoff(this Utf8JsonWriter json, Handoff handoff)
    {
        json.WriteNumber("id", handoff.Sent.Id);
        json.Items("recipients", handoff.Sent.Recipients, (item, recipient) => item.Recipient(recipient));
        json.WriteString("scope", handoff.Scope.ToString());
    }

    /// <summary>What orients somebody, but for its unread messages.</summary>
    public static void Orientation(this Utf8JsonWriter json, Orientation orientation, OrientationSurface surface)
    {
        json.Time("at", orientation.At);
        json.WriteString("name", orientation.Me.Name.ToString());
        json.WriteString("scope", orientation.Scope?.ToString());
        json.Items("here", orientation.Others.Items, (item, other) =>
        {
            item.WriteString("name", other.Agent.Name.ToString());
            item.Live(other.Live);
            item.Line("role", other.Agent.Role);
            item.Line("summary", other.Agent.Summary);
        });
        json.Items("topics", orientation.Topics.Items, (item, topic) =>
        {
            item.WriteString("name", topic.Topic.ToString());
            item.WriteNumber("unread", topic.Unread);
        });
        json.Texts("claims", orientation.Claims.Items);
        json.Items("files", orientation.Files.Items, (item, file) =>
        {
            item.WriteString("path", file.Path.ToString());
            item.WriteString("worktree", file.Worktree);
        });
        json.Items("consultations", orientation.Consultations.Items, (item, thread) =>
        {
            item.WriteNumber("id", thread.Id);
            item.WriteString("state", Words.Of(thread.State));
            item.WriteString("about", OrientationWords.About(thread));
            item.WriteString("next", surface.Next(thread));
        });
        Summaries(json, orientation, surface);
        json.Messages(orientation.Messages);
        json.WriteStartObject("left");
        json.WriteNumber("here", orientation.Others.Left);
        json.WriteNumber("topics", orientation.Topics.Left);
        json.WriteNumber("claims", orientation.Claims.Left);
        json.WriteNumber("files", orientation.Files.Left);
        json.WriteNumber("consultations", orientation.Consultations.Left);
        json.WriteEndObject();
    }

    private static void Summaries(Utf8JsonWriter json, Orientation orientation, OrientationSurface surface)
    {
        json.Summary("summary", orientation.Summary);
        json.Summary("summary_for_all", orientation.SummaryForAll);
        json.Texts("cut", orientation.Cut.Select(surface.WhereWhole));
        json.Items("other_summaries", orientation.OtherSummaries.Items, (item, other) =>
        {
            item.WriteNumber("id", other.Id);
            item.WriteString("from", other.From.ToString());
            item.WriteString("scope", HandoffScope.Of(other).ToString());
        });
    }

    private static void Summary(this Utf8JsonWriter json, string name, Message? summary)
    {
        if (summary is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.Message(summary);
        json.WriteEndObject();
    }
}
