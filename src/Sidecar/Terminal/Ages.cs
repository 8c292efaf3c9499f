namespace Sidecar.Terminal;

/// <summary>Times as people say them.</summary>
internal static class Ages
{
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(5);

    /// <summary>How long ago something was.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now) =>
        now - then < JustNow ? "just now" : $"{Duration.Approximate(now - then)} ago";

    /// <summary>When something will be.</summary>
    public static string In(DateTimeOffset then, DateTimeOffset now) =>
        then <= now ? "over" : $"in {Duration.Approximate(then - now)}";
}
