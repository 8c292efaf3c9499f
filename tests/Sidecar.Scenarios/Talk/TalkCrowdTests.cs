using System.Diagnostics;
using System.Globalization;
using Sidecar.Scenarios.World;
using Xunit.Abstractions;

namespace Sidecar.Scenarios.Talk;

/// <summary>
/// Goal: when many talk at once and some are killed meanwhile, every message is accounted for, for each of its recipients:
/// read, unread or orphaned; none lost, none with a stranger, none out of order, and none twice without a death.
/// Method: real servers, direct messages and some to all, kill -9 of servers and clients in the middle of it, some of which
/// come back. SIDECAR_SEED=number repeats the choices, SIDECAR_TALK_MESSAGES=10000 is the full size.
/// </summary>
public sealed class TalkCrowdTests(ITestOutputHelper output)
{
    private const int Crowd = 32;
    private const int Killed = 10;
    private const int ComingBack = 6;
    private const int UsualMessages = 960;

    [Fact]
    public async Task Every_message_of_a_crowd_is_accounted_for()
    {
        var seed = Number("SIDECAR_SEED") ?? Random.Shared.Next();
        var messages = Number("SIDECAR_TALK_MESSAGES") ?? UsualMessages;
        using var repository = await SandboxRepository.CreateAsync();
        (await repository.Main.GitAsync("config", "sidecar.messagesPerMinute", "1000000")).Succeeded();
        List<Talker> talkers = [.. Enumerable.Range(0, Crowd).Select(number => new Talker(repository, $"agent{number}", new Random(seed + number))
        {
            ComesBack = number < ComingBack,
            OnlyServerDies = number % 2 == 0,
        })];
        try
        {
            foreach (var some in talkers.Chunk(8))
                await Task.WhenAll(some.Select(talker => talker.ComeAsync()));
            var took = await TalkAsync(talkers, messages, new Random(seed));
            await Task.WhenAll(talkers.Select(talker => talker.SettleAsync()));
            await Task.WhenAll(talkers.Where(talker => !talker.IsGone).Select(talker => talker.ReadAllAsync()));

            var accounts = new Accounts(repository, talkers);
            Tell(accounts, talkers, took);
            var wrong = accounts.Wrong().Take(20).ToList();
            Assert.True(wrong.Count == 0, $"seed {seed}:\n{string.Join('\n', wrong)}");
            Assert.Equal(accounts.Orphans(), await OrphansAsync(repository));
            Assert.True(accounts.Messages >= messages / 2, $"seed {seed}: only {accounts.Messages} messages were sent");
            Assert.True(accounts.Unread(talker => talker.IsGone) > 0, $"seed {seed}: nothing was left for those that did not come back");
        }
        finally
        {
            foreach (var talker in talkers)
                await talker.EndAsync();
        }

        Assert.Equal("ok", StateTables.Integrity(repository));
    }

    private static async Task<TimeSpan> TalkAsync(List<Talker> talkers, int messages, Random random)
    {
        // Deaths are spread over the second and third quarter of all that is said: whoever is about to speak then strikes.
        var moments = Enumerable.Range(messages / 4, messages / 2).OrderBy(_ => random.Next()).Take(Killed);
        var deaths = moments.Zip(talkers).ToDictionary(death => death.First, death => death.Second);
        var said = 0;
        var begin = Stopwatch.GetTimestamp();
        string[] names = [.. talkers.Select(talker => talker.Name)];
        await Task.WhenAll(talkers.Select(talker => talker.TalkAsync(messages / Crowd, names, () =>
        {
            if (deaths.TryGetValue(Interlocked.Increment(ref said), out var victim))
                victim.Strike();
        })));
        return Stopwatch.GetElapsedTime(begin);
    }

    private static async Task<IEnumerable<string>> OrphansAsync(SandboxRepository repository) =>
        (await repository.Main.SidecarAsync("orphans", "--json")).Succeeded().Json.GetProperty("orphans").EnumerateArray()
            .Select(orphan => $"{orphan.GetProperty("name").GetString()} {orphan.GetProperty("count").GetInt32()}")
            .Order(StringComparer.Ordinal);

    private void Tell(Accounts accounts, List<Talker> talkers, TimeSpan took)
    {
        var times = talkers.SelectMany(talker => talker.Times).Order().ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {accounts.Messages} messages in {took.TotalSeconds:0.0} s ({accounts.Messages / took.TotalSeconds:0} a second), send p50 {times[times.Count / 2].TotalMilliseconds:0.0} ms, p99 {times[times.Count * 99 / 100].TotalMilliseconds:0.0} ms
            read {accounts.Read}, unread and its agent live {accounts.Unread(talker => talker.IsGone && talker.OnlyServerDies)}, orphaned {accounts.Unread(talker => talker.IsGone && !talker.OnlyServerDies)}
            never answered {talkers.Sum(talker => talker.Doubtful.Count)}, answered without telling what is unread {talkers.Sum(talker => talker.Untold)}
            """));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
