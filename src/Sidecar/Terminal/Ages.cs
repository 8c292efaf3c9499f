namespace Sidecar.Terminal;

/// <summary>Times as people say them.</summary>
internal static class Ages
{
    /// <summary>How long ago something was.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now) =>
        now - then < TimeSpan.FromSeconds(5) ? "just now" : $"{Length(now - then)} ago";

    /// <summary>When something will be.</summary>
    public static string In(DateTimeOffset then, DateTimeOffset now) =>
        then <= now ? "over" : $"in {Length(then - now)}";

    /// <summary>A time span in its largest fitting unit.</summary>
    public static string Length(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{(int)Math.Max(1, span.TotalSeconds)} s",
        { TotalMinutes: < 90 } => $"{Math.Round(span.TotalMinutes)} min",
        { TotalHours: < 36 } => $"{Math.Round(span.TotalHours)} h",
        _ => $"{Math.Round(span.TotalDays)} d",
    };
}
