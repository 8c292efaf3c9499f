using System.Diagnostics;

namespace Sidecar.Scenarios.World;

/// <summary>Waits until the world is as it should be, by looking at it again and again, and gives up after a minute.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task IsAsync(Func<bool> condition, string what) => IsAsync(() => Task.FromResult(condition()), what);

    public static Task IsAsync(Func<Task<bool>> condition, string what) => IsAsync(condition, () => what);

    /// <param name="condition">What is waited for.</param>
    /// <param name="what">Says it, after the last look.</param>
    public static async Task IsAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, $"still not so after {Limit.TotalSeconds} s: {what()}");
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
