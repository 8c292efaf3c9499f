using System.Text.Json;
using Sidecar.Forecasts;
using Sidecar.Status;

namespace Sidecar.Json;

/// <summary>The fields of what merging worktrees would bring. Names and meanings are in docs/json.md and do not change.</summary>
public static class ForecastFields
{
    /// <summary>All forecasts of a status.</summary>
    public static void Forecasts(this Utf8JsonWriter json, StatusSnapshot snapshot) => json.Items("forecasts", snapshot.Forecasts, (item, forecast) =>
    {
        item.WriteString("worktree", forecast.Worktree);
        item.WriteString("other", forecast.Other);
        item.Texts("agents", snapshot.AgentsIn(forecast.Worktree).Select(name => name.ToString()));
        item.Texts("other_agents", snapshot.AgentsIn(forecast.Other).Select(name => name.ToString()));
        item.WriteString("state", Words.Of(forecast.Stage));
        item.Line("detail", forecast.Detail);
        item.Time("since", forecast.At);
        item.Items("files", forecast.Files, File);
    });

    private static void File(Utf8JsonWriter json, ForecastFile file)
    {
        json.WriteString("path", file.Path.ToString());
        json.WriteBoolean("conflict", file.Conflicts);
        json.Items("lines", file.Lines, Range);
        json.Items("other_lines", file.OtherLines, Range);
    }

    private static void Range(Utf8JsonWriter json, LineRange range)
    {
        json.WriteNumber("first", range.First);
        json.WriteNumber("last", range.Last);
    }
}
