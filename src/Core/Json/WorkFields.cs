using System.Text.Json;
using Sidecar.Operations;
using Sidecar.Status;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Json;

/// <summary>The fields of answers about who writes what. Names and meanings are in docs/json.md and do not change.</summary>
public static class WorkFields
{
    /// <summary>Who changed what, and what git itself did.</summary>
    public static void Touches(this Utf8JsonWriter json, TouchReport report)
    {
        json.Time("at", report.At);
        json.Items("touches", report.Touches, (item, touch) => item.Touch(touch));
        json.Items("operations", report.Operations, Operation);
        json.Watcher(report.Watcher);
    }

    /// <summary>Uncommitted work in one file.</summary>
    public static void Work(this Utf8JsonWriter json, UncommittedWork work)
    {
        json.WriteString("path", work.Path.ToString());
        json.WriteString("worktree", work.Worktree);
        json.WriteString("agent", work.Author?.Name.ToString());
        json.WriteString("evidence", Words.Of(work.Evidence));
        json.WriteString("kind", Words.Of(work.Kind));
        json.Time("since", work.Since);
        json.Time("at", work.At);
        json.Live(work.Live);
        json.WriteBoolean("released", work.IsReleased);
    }

    /// <summary>A file at which agents meet.</summary>
    public static void Overlap(this Utf8JsonWriter json, Overlap overlap)
    {
        json.WriteString("path", overlap.Path.ToString());
        json.Items("writers", overlap.Writers, (item, work) => item.Work(work));
        json.Items("claims", overlap.Claims, (item, claim) => item.Claim(claim));
    }

    /// <summary>One change of a file.</summary>
    public static void Touch(this Utf8JsonWriter json, Touch touch)
    {
        json.WriteNumber("id", touch.Id);
        json.Time("at", touch.At);
        json.WriteString("agent", touch.Author?.ToString());
        json.WriteString("evidence", Words.Of(touch.Evidence));
        json.WriteString("kind", Words.Of(touch.Kind));
        json.WriteString("path", touch.Path.ToString());
        json.WriteString("from", touch.From?.ToString());
        json.WriteString("worktree", touch.Worktree);
    }

    private static void Operation(Utf8JsonWriter json, Operation operation)
    {
        json.WriteNumber("id", operation.Id);
        json.Time("at", operation.At);
        json.Line("who", operation.Who);
        json.Line("command", operation.Command);
        if (operation.Files is { } files)
            json.WriteNumber("files", files);
        else
            json.WriteNull("files");
        json.WriteString("worktree", operation.Worktree);
    }
}
