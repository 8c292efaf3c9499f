using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sidecar.Bench;

/// <summary>
/// Many agents that all wait for messages while messages are sent, direct ones and broadcasts mixed: what a send costs, how
/// soon those who wait have it, and what waiting costs while nothing is said.
/// </summary>
internal sealed class CrowdTalk : IDisposable
{
    private const int Agents = 32;
    private const int Messages = 10_000;
    private const int BroadcastEach = 20;
    private const char Direct = '@';
    private const char Broadcast = '*';

    private const int Paced = 1_000;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<BusyClient> _clients;
    private readonly ConcurrentBag<(bool IsForAll, double Ms)> _waking = [];
    private volatile bool _isOver;
    private long _due;
    private long _received;

    private CrowdTalk(List<BusyClient> clients) => _clients = clients;

    public static async Task MeasureAsync(Programs programs)
    {
        using var repository = new ThrowAwayRepository(programs);
        repository.Git("config", "sidecar.messagesPerMinute", "10000");
        repository.Git("config", "sidecar.mailboxSize", "1000000");
        var bare = RoundTrips.BareTransactions(repository, 1000);
        Console.WriteLine($"  bare immediate transaction                 {bare.Spread()}");

        var clients = new List<BusyClient>();
        for (var agent = 0; agent < Agents; agent++)
            clients.Add(await BusyClient.StartAsync(programs, repository.Folder, $"agent-{agent}"));
        using var crowd = new CrowdTalk(clients);
        await Task.WhenAll(clients.Select(client => client.CallAsync("whoami", [])));

        var waiting = clients.ConvertAll(client => Task.Run(() => crowd.WaitForMailAsync(client)));
        await crowd.IdleAsync();
        await crowd.MeasureAsync($"{Paced} sent, one each {Pace.TotalMilliseconds} ms", () => crowd.SendPacedAsync(Paced), bare);
        await crowd.MeasureAsync($"{Messages / 5} sent one after the other", () => crowd.SendInTurnAsync(Messages / 5), bare);
        await crowd.MeasureAsync($"{Messages} sent by all at once", () => crowd.SendAtOnceAsync(Messages), bare);
        await crowd.EndAsync(waiting);
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private async Task WaitForMailAsync(BusyClient client)
    {
        while (!_isOver)
        {
            var answer = await client.CallAsync("check_in", new JsonObject { ["wait_seconds"] = 600, ["limit"] = 200 });
            var now = Stopwatch.GetTimestamp();
            foreach (var sent in Received(answer.GetProperty("messages")).Where(text => text[0] is Direct or Broadcast))
            {
                var took = Stopwatch.GetElapsedTime(long.Parse(sent.AsSpan(1), CultureInfo.InvariantCulture), now);
                _waking.Add((sent[0] == Broadcast, took.TotalMilliseconds));
            }
        }
    }

    private List<string> Received(JsonElement messages)
    {
        var texts = messages.EnumerateArray().Select(message => message.GetProperty("text").GetString()!).ToList();
        Interlocked.Add(ref _received, texts.Count);
        return texts;
    }

    private async Task IdleAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        var before = Ticks();
        await Task.Delay(Idle);
        var share = (Ticks() - before) / 100.0 / Idle.TotalSeconds;
        Console.WriteLine($"  {Agents} waiting, nothing said: CPU {share:0.00 %} in all; {_clients.Sum(client => ProcessNumbers.Status(client.Pid, "Threads"))} threads");
    }

    private long Ticks() => _clients.Sum(client => ProcessNumbers.Ticks(client.Pid));

    // As agents at work might, if they talked without pause.
    private async Task<(List<double> Sends, double Seconds)> SendPacedAsync(int count)
    {
        var begun = Stopwatch.GetTimestamp();
        var sends = new List<double>();
        for (var number = 0; number < count; number++)
        {
            var early = (Pace * number) - Stopwatch.GetElapsedTime(begun);
            if (early > TimeSpan.Zero)
                await Task.Delay(early);
            sends.Add(await SendAsync(number % Agents, number));
        }

        return (sends, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    private async Task<(List<double> Sends, double Seconds)> SendInTurnAsync(int count)
    {
        var begun = Stopwatch.GetTimestamp();
        var sends = new List<double>();
        for (var number = 0; number < count; number++)
            sends.Add(await SendAsync(number % Agents, number));

        return (sends, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    private async Task<(List<double> Sends, double Seconds)> SendAtOnceAsync(int count)
    {
        var begun = Stopwatch.GetTimestamp();
        var sends = await Task.WhenAll(Enumerable.Range(0, Agents).Select(agent => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var number = agent; number < count; number += Agents)
                own.Add(await SendAsync(agent, number));
            return own;
        })));
        return ([.. sends.SelectMany(own => own)], Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    // Every twentieth to all; the others to each in turn, never to oneself.
    private async Task<double> SendAsync(int sender, int number)
    {
        var isForAll = number % BroadcastEach == 0;
        Interlocked.Add(ref _due, isForAll ? Agents - 1 : 1);
        var to = isForAll ? "all" : $"agent-{(sender + 1 + (number / Agents % (Agents - 1))) % Agents}";
        var begun = Stopwatch.GetTimestamp();
        var answer = await _clients[sender].CallAsync("send", new JsonObject { ["to"] = to, ["text"] = $"{(isForAll ? Broadcast : Direct)}{begun}" });
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;

        // Any answer brings messages along, whether another call waits for them or not.
        if (answer.TryGetProperty("inbox", out var inbox))
            Received(inbox.GetProperty("messages"));
        return took;
    }

    private async Task MeasureAsync(string what, Func<Task<(List<double> Sends, double Seconds)>> sending, IReadOnlyList<double> bare)
    {
        var ticks = Ticks();
        var sent = await sending();
        var begun = Stopwatch.GetTimestamp();
        while (Missing() > 0 && Stopwatch.GetElapsedTime(begun) < Patience)
            await Task.Delay(1);
        var waking = _waking.ToList();
        _waking.Clear();
        Console.WriteLine($"  {what}, every {BroadcastEach}th to all: {sent.Sends.Count / sent.Seconds:0} messages/s, "
            + $"{(Ticks() - ticks) * 10.0 / sent.Sends.Count:0.00} ms of processor time for each, {Missing()} not received");
        Console.WriteLine($"    send, to its own reply                   {sent.Sends.Spread()}   {sent.Sends.Median() / bare.Median():0.0} x the transaction");
        Tell("to the one who waits for it", [.. waking.Where(wake => !wake.IsForAll).Select(wake => wake.Ms)], sent.Sends);
        Tell($"to each of {Agents - 1} who wait", [.. waking.Where(wake => wake.IsForAll).Select(wake => wake.Ms)], sent.Sends);
    }

    // Until check_in has answered.
    private static void Tell(string whom, List<double> waking, List<double> sends) =>
        Console.WriteLine($"    send, {whom,-34} {waking.Spread()}   {waking.Median() / sends.Median():0.0} x the send");

    private long Missing() => Interlocked.Read(ref _due) - Interlocked.Read(ref _received);

    private async Task EndAsync(List<Task> waiting)
    {
        _isOver = true;
        await _clients[0].CallAsync("send", new JsonObject { ["to"] = "all", ["text"] = "over" });
        await _clients[1].CallAsync("send", new JsonObject { ["to"] = _clients[0].Name, ["text"] = "over" });
        await Task.WhenAll(waiting);
    }
}
