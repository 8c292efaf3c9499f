namespace Sidecar.Bench;

/// <summary>How long a client waits for a server that it starts.</summary>
internal static class StartCost
{
    private const int Rounds = 20;

    public static async Task MeasureAsync(Programs programs)
    {
        using var repository = new ThrowAwayRepository(programs);
        var (spawn, start) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            spawn.Add(Programs.Time(Programs.Command(programs.Mcp, repository.Folder, "--version")));
            var (client, took) = await McpClient.StartAsync(programs, repository.Folder, $"agent-{round}");
            start.Add(took);
            client.Dispose();
        }

        Console.WriteLine($"  `sidecar-mcp --version`          {spawn.Spread()}");
        Console.WriteLine($"  spawn to the `initialize` reply  {start.Spread()}   {start.Median() / spawn.Median():0.0} x `--version`");
    }
}
