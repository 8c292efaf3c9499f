using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Sidecar.Bench;

/// <summary>How soon a waiting agent has the message that another sends.</summary>
internal static class WakeUp
{
    private const int Rounds = 200;

    // Long enough for the waiting call to be waiting; a call that is not yet would only look faster.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(15);

    public static async Task MeasureAsync(Programs programs)
    {
        using var repository = new ThrowAwayRepository(programs);
        repository.Git("config", "sidecar.messagesPerMinute", "1000");
        var (sender, _) = await McpClient.StartAsync(programs, repository.Folder, "sender");
        var (waiter, _) = await McpClient.StartAsync(programs, repository.Folder, "waiter");
        var (sending, waking) = (new List<double>(), new List<double>());
        using (sender)
        using (waiter)
        {
            // Registered only then: the reply to `initialize` does not wait for it.
            await waiter.CallAsync("whoami", []);
            for (var round = 0; round < Rounds; round++)
            {
                var waiting = Task.Run(() => waiter.CallAsync("check_in", new JsonObject { ["wait_seconds"] = 30 }));
                await Task.Delay(Settled);
                var begun = Stopwatch.GetTimestamp();
                var woken = waiting.ContinueWith(_ => Stopwatch.GetElapsedTime(begun).TotalMilliseconds, TaskContinuationOptions.ExecuteSynchronously);
                sending.Add(await sender.CallAsync("send", new JsonObject { ["to"] = "waiter", ["text"] = "wake up" }));
                waking.Add(await woken);
                await waiting;
            }
        }

        Console.WriteLine($"  send, to its own reply                   {sending.Spread()}");
        Console.WriteLine($"  send, to the reply of a waiting check_in {waking.Spread()}   {waking.Median() / sending.Median():0.0} x the send itself");
    }
}
