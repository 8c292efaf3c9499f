namespace Sidecar.Bench;

/// <summary>What a server costs whose agent does nothing.</summary>
internal static class IdleCost
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(Programs programs)
    {
        using var repository = new ThrowAwayRepository(programs);
        var (client, _) = await McpClient.StartAsync(programs, repository.Folder, "idler");
        using (client)
        {
            await client.CallAsync("whoami", []);
            await Task.Delay(Idle);
            var before = ProcessNumbers.Ticks(client.Pid);
            await Task.Delay(Idle);
            var share = (ProcessNumbers.Ticks(client.Pid) - before) / 100.0 / Idle.TotalSeconds;
            Console.WriteLine($"  after {Idle.TotalSeconds:0} s, and over as long again: RSS {ProcessNumbers.Status(client.Pid, "VmRSS") / 1024.0:0.0} MiB, of it its own {ProcessNumbers.Status(client.Pid, "RssAnon") / 1024.0:0.0} MiB; CPU {share:0.00 %}; {ProcessNumbers.Status(client.Pid, "Threads")} threads");
        }
    }
}
