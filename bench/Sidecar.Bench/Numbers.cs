namespace Sidecar.Bench;

/// <summary>What is said about many measured times, in milliseconds.</summary>
internal static class Numbers
{
    public static double Median(this IReadOnlyList<double> times) => times.Percentile(50);

    public static double Percentile(this IReadOnlyList<double> times, int percent)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];
    }

    /// <summary>"p50 0.42 ms, p99 1.30 ms".</summary>
    public static string Spread(this IReadOnlyList<double> times) =>
        $"p50 {times.Percentile(50),7:0.00} ms   p99 {times.Percentile(99),7:0.00} ms   longest {times.Max(),7:0.0} ms";

    /// <summary>How busy the machine was: the numbers mean little on a busy one.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
