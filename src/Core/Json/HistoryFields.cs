using System.Text.Json;
using Sidecar.History;

namespace Sidecar.Json;

/// <summary>The fields of answers about which files change together. Names and meanings are in docs/json.md and do not change.</summary>
public static class HistoryFields
{
    /// <summary>How the index of the history stands.</summary>
    public static void Index(this Utf8JsonWriter json, HistoryReport report)
    {
        json.WriteStartObject("index");
        json.WriteString("stage", Words.Of(report.Stage));
        json.WriteNumber("commits", report.Commits);
        json.Number("expected", report.Expected);
        json.WriteString("at", report.At is { } at ? Words.Of(at) : null);
        json.WriteString("engine", report.Engine);
        json.Line("detail", report.Detail);
        json.Number("threshold", report.Calibration?.Threshold);
        json.Number("precision", report.Calibration?.Precision);
        json.Number("warnings", report.Calibration?.Warnings);
        json.WriteEndObject();
    }

    /// <summary>What changes along with some files.</summary>
    public static void Related(this Utf8JsonWriter json, RelatedReport report)
    {
        json.Time("at", report.At);
        json.Items("paths", report.Paths, (item, path) =>
        {
            item.WriteString("path", path.Path.ToString());
            item.WriteNumber("changes", path.Changes);
            item.Items("related", path.Related, RelatedFile);
        });
        json.Items("combined", report.Combined, (item, combined) =>
        {
            item.WriteString("path", combined.Path.ToString());
            item.Number("score", combined.Score);
            item.Texts("with", combined.With.Select(path => path.ToString()));
        });
        json.Index(report.History);
    }

    /// <summary>A file that changes along with another one.</summary>
    public static void RelatedFile(Utf8JsonWriter json, RelatedFile related)
    {
        json.WriteString("path", related.Path.ToString());
        json.Number("score", related.Score);
        json.WriteNumber("together", related.Together);
        json.WriteNumber("changes", related.Changes);
        json.WriteString("last_together", related.LastTogether is { } last ? Words.Of(last) : null);
    }

    private static void Number(this Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known)
            json.WriteNumber(name, Math.Round(known, 3));
        else
            json.WriteNull(name);
    }
}
