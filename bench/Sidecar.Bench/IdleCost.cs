using System.Globalization;

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
            var before = Ticks(client.Pid);
            await Task.Delay(Idle);
            var share = (Ticks(client.Pid) - before) / 100.0 / Idle.TotalSeconds;
            Console.WriteLine($"  after {Idle.TotalSeconds:0} s, and over as long again: RSS {Status(client.Pid, "VmRSS") / 1024.0:0.0} MiB, of it its own {Status(client.Pid, "RssAnon") / 1024.0:0.0} MiB; CPU {share:0.00 %}; {Status(client.Pid, "Threads")} threads");
        }
    }

    private static long Ticks(int pid)
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static long Status(int pid, string name) => long.Parse(
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
