using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Sidecar.Bench;

/// <summary>Claim and release through a server, beside a call that only looks and beside the bare transaction.</summary>
internal static class RoundTrips
{
    private const int Rounds = 1000;
    private const int Agents = 4;

    public static async Task MeasureAsync(Programs programs)
    {
        using var repository = new ThrowAwayRepository(programs);
        Console.WriteLine($"{Rounds} calls over stdio");
        var bare = BareTransactions(repository, Rounds);
        Console.WriteLine($"  bare immediate transaction  {bare.Spread()}");

        var clients = new List<McpClient>();
        for (var agent = 0; agent < Agents; agent++)
            clients.Add((await McpClient.StartAsync(programs, repository.Folder, $"agent-{agent}")).Client);

        var looking = new List<double>();
        for (var round = 0; round < Rounds; round++)
            looking.Add(await clients[0].CallAsync("whoami", []));
        Console.WriteLine($"  whoami                      {looking.Spread()}");

        Print("", [await ClaimAndReleaseAsync(clients[0], "src/one.cs", Rounds)], looking);
        Print($", {Agents} agents", await Task.WhenAll(clients.Select((client, agent) =>
            Task.Run(() => ClaimAndReleaseAsync(client, $"src/{agent}.cs", Rounds / Agents)))), looking);
        clients.ForEach(client => client.Dispose());
    }

    /// <summary>How long a transaction takes with nothing but SQLite: the baseline.</summary>
    public static List<double> BareTransactions(ThrowAwayRepository repository, int rounds)
    {
        using var db = BareSqlite.Open(repository.StateFolder);
        using var command = BareSqlite.Insertion(db);
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            BareSqlite.Write(db, command);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return times;
    }

    private static async Task<(List<double> Claims, List<double> Releases)> ClaimAndReleaseAsync(McpClient client, string path, int rounds)
    {
        var (claims, releases) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            claims.Add(await client.CallAsync("claim", new JsonObject { ["paths"] = new JsonArray(path) }));
            releases.Add(await client.CallAsync("release", new JsonObject { ["paths"] = new JsonArray(path) }));
        }

        return (claims, releases);
    }

    private static void Print(string how, (List<double> Claims, List<double> Releases)[] measured, List<double> looking)
    {
        var claims = measured.SelectMany(one => one.Claims).ToList();
        var releases = measured.SelectMany(one => one.Releases).ToList();
        Console.WriteLine($"  {"claim" + how,-26}  {claims.Spread()}   {claims.Median() / looking.Median():0.0} x whoami");
        Console.WriteLine($"  {"release" + how,-26}  {releases.Spread()}   {releases.Median() / looking.Median():0.0} x whoami");
    }
}
