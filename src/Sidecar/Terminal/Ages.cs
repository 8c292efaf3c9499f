namespace Sidecar.Terminal;

/// <summary>Times as people say them.</summary>
internal static class Ages
{
    // What was set to 30 minutes a moment ago reads as 30, not as 29.
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(5);

    /// <summary>How long ago something was.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now) =>
        now - then < JustNow ? "just now" : $"{Duration.Approximate(now - then)} ago";

    /// <summary>When something will be.</summary>
    public static string In(DateTimeOffset then, DateTimeOffset now) =>
        then <= now ? "over" : $"in {Duration.Approximate(then - now + Rounding)}";
}
