using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Consultations;
using Sidecar.Impact;
using Sidecar.Status;
using Sidecar.Watch;

namespace Sidecar.Json;

/// <summary>The fields of answers about how things stand. Names and meanings are in docs/json.md and do not change.</summary>
public static class StatusFields
{
    /// <summary>The whole status, but for the unread messages of whoever asks.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="snapshot">The status.</param>
    /// <param name="nextIn">What is awaited from the one who asks in a consultation, in the words of the surface.</param>
    public static void Status(this Utf8JsonWriter json, StatusSnapshot snapshot, Func<Consultation, string> nextIn)
    {
        json.Time("at", snapshot.At);
        json.Agents(snapshot);
        json.Items("claims", snapshot.Claims, (item, claim) => item.Claim(claim));
        json.Items("announcements", snapshot.Announcements, (item, announcement) => item.Announcement(announcement));
        json.Items("work", snapshot.Work, (item, work) => item.Work(work));
        json.Items("overlaps", snapshot.Overlaps, (item, overlap) => item.Overlap(overlap));
        json.Items("meetings", snapshot.Meetings, (item, meeting) => item.Meeting(meeting));
        json.Forecasts(snapshot);
        json.Items("operations", snapshot.Overwrites, (item, overwrite) => item.Event(overwrite));
        if (snapshot.Left > 0)
            json.WriteNumber("left", snapshot.Left);
        json.Consultations(snapshot.Consultations, nextIn);
        json.Items("waiting", snapshot.Waiting, Waiting);
        json.Items("ended", snapshot.Ended, Ended);
        json.Watcher(snapshot.Watcher);
        json.Index(snapshot.History);
    }

    /// <summary>How the watcher stands.</summary>
    public static void Watcher(this Utf8JsonWriter json, WatcherReport report)
    {
        json.WriteStartObject("watcher");
        if (report.Running is Liveness.Unknown)
            json.WriteString("running", Words.Of(report.Running));
        else
            json.WriteBoolean("running", report.Running is Liveness.Alive);
        json.Line("says", WatcherWords.Summary(report));
        json.Line("next", WatcherWords.Next(report));
        if (report.Running is not Liveness.Dead)
        {
            json.WriteNumber("process", report.Process!.Value.Pid);
            json.Time("since", report.Since!.Value);
            json.WriteString("source", report.Source);
        }

        json.Items("worktrees", report.Worktrees, Watched);
        json.WriteEndObject();
    }

    /// <summary>Who is here and who was.</summary>
    public static void Agents(this Utf8JsonWriter json, StatusSnapshot snapshot)
    {
        json.Items("agents", snapshot.Agents, AgentStatus);
        json.Items("gone", snapshot.Gone, GoneAgent);
    }

    /// <summary>What is known about paths.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="report">What is known.</param>
    /// <param name="nextFor">What to do about a finding, in the words of the surface.</param>
    public static void Report(this Utf8JsonWriter json, PathReport report, Func<Finding, string> nextFor)
    {
        json.WriteString("level", Words.Of(report.Level));
        json.Items("paths", report.Paths, (item, check) =>
        {
            item.WriteString("path", check.Wanted.Text);
            item.WriteString("level", Words.Of(check.Level));
            item.Items("claims", check.All, (field, claim) => field.Claim(claim));
            item.Items("writers", check.Writers, (field, writer) =>
            {
                field.Work(writer.Work);
                field.WriteBoolean("mine", writer.IsMine);
            });
            item.Items("announcements", check.Announcements, (field, announcement) => field.Announcement(announcement));
            item.Items("related", check.Related, ImpactFields.Related);
            item.Findings(check.Findings, nextFor);
            item.Unattended(check.Unattended);
            item.Items("touches", check.LastTouches, (field, touch) => field.Touch(touch));
            if (check.Left > 0)
                item.WriteNumber("left", check.Left);
        });
        json.LookedAt(report);
    }

    private static void AgentStatus(Utf8JsonWriter json, AgentStatus status)
    {
        json.Agent(status.Agent);
        json.Live(status.Live);
        json.WriteNumber("unread", status.Unread);
    }

    private static void GoneAgent(Utf8JsonWriter json, Agent agent)
    {
        json.WriteString("name", agent.Name.ToString());
        json.Line("client", agent.Client);
        json.WriteString("worktree", agent.Worktree);
        if (agent.LeftAt is { } left)
            json.Time("left", left);
        json.Line("why", agent.LeftWhy);
    }

    private static void Watched(Utf8JsonWriter json, WatchedWorktree watched)
    {
        json.WriteString("worktree", watched.Worktree);
        json.WriteString("state", Words.Of(watched.Stage));
        json.Line("detail", watched.Detail);
        json.WriteNumber("directories", watched.Directories);
        if (watched.BehindSince is { } behind)
            json.Time("behind_since", behind);
        if (watched.ScannedAt is { } scanned)
            json.Time("scanned", scanned);
    }

    /// <summary>One who waits for claims.</summary>
    public static void Waiting(Utf8JsonWriter json, Waiting waiting)
    {
        json.WriteString("name", waiting.Agent.Name.ToString());
        json.Texts("paths", waiting.Patterns.Select(pattern => pattern.Text));
        json.WriteString("mode", Words.Of(waiting.Mode));
        json.Line("reason", waiting.Reason);
        json.Time("since", waiting.Since);
        json.Time("until", waiting.Deadline);
    }

    private static void Ended(Utf8JsonWriter json, EndedClaim ended)
    {
        json.WriteString("path", ended.Pattern.Text);
        json.WriteString("holder", ended.Holder.ToString());
        json.Time("ended", ended.EndedAt);
        json.Line("why", ended.Why);
    }
}
