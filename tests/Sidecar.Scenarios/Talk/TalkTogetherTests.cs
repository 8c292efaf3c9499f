using System.Collections.Concurrent;
using System.Globalization;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>
/// Goal: also where each client has several calls running at once, and cancels some of them, every message arrives once at
/// each of its recipients and nowhere else.
/// Method: some agents of which each sends, waits and asks at the same time, and one that cancels what it waits for; what
/// the answers told is added up at the end. SIDECAR_SEED=number repeats the choices.
/// </summary>
public sealed class TalkTogetherTests
{
    private const int Agents = 5;
    private const int SendsEach = 20;

    private readonly ConcurrentBag<(long Id, string Recipient)> _sent = [];
    private readonly ConcurrentBag<(long Id, string Recipient)> _arrived = [];

    [Fact]
    public async Task However_many_calls_run_at_once_each_message_arrives_once()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SIDECAR_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        using var repository = await SandboxRepository.CreateAsync();
        (await repository.Main.GitAsync("config", "sidecar.messagesPerMinute", "1000000")).Succeeded();
        var agents = new List<AgentProcess>();
        try
        {
            for (var number = 0; number <= Agents; number++)
            {
                agents.Add(await AgentProcess.StartAsync(repository.Main, $"agent{number}"));
                (await agents[^1].CallAsync("topic", """{"action":"join","name":"talk"}""")).Succeeded();
            }

            using var isOver = new CancellationTokenSource();
            var readers = agents.SkipLast(1).Select(agent => WaitAsync(agent, isOver.Token)).Append(CancelAsync(agents[^1], isOver.Token)).ToList();
            await Task.WhenAll(agents.SkipLast(1).SelectMany((agent, number) => new[]
            {
                SendAsync(agent, new Random(seed + number)), SendAsync(agent, new Random(seed - number - 1)), AskAsync(agent),
            }));
            await isOver.CancelAsync();
            await Task.WhenAll(readers);
            await Task.WhenAll(agents.Select(ReadAllAsync));
        }
        finally
        {
            foreach (var agent in agents)
                await agent.DisposeAsync();
        }

        Assert.True(_sent.Count > Agents * SendsEach, $"seed {seed}: hardly anything was sent");
        Assert.Equal($"seed {seed}: " + Told(_sent), $"seed {seed}: " + Told(_arrived));
        Assert.Equal(
            _sent.Order(),
            StateTables.Rows(repository, "SELECT message_id, recipient FROM deliveries WHERE read_at IS NOT NULL").Select(row => row.Split('|'))
                .Select(row => (long.Parse(row[0], CultureInfo.InvariantCulture), row[1])).Order());
    }

    private async Task SendAsync(AgentProcess agent, Random random)
    {
        for (var number = 0; number < SendsEach; number++)
        {
            (string, object?) where = random.Next(4) switch
            {
                0 => ("to", "all"),
                1 => ("topic", "talk"),
                _ => ("to", $"agent{random.Next(Agents + 1)}"),
            };
            if (where is (_, string to) && to == agent.Name)
                continue;

            var reply = (await agent.CallAsync("send", JsonText.Of(where, ("text", $"{agent.Name} {number}")))).Succeeded();
            foreach (var recipient in reply["recipients"].EnumerateArray())
                _sent.Add((reply["id"].GetInt64(), recipient.GetProperty("name").GetString()!));
            WriteDown(agent, reply);
        }
    }

    private async Task AskAsync(AgentProcess agent)
    {
        for (var number = 0; number < SendsEach; number++)
            WriteDown(agent, await agent.CallAsync(number % 2 == 0 ? "status" : "whoami"));
    }

    private async Task WaitAsync(AgentProcess agent, CancellationToken isOver)
    {
        while (!isOver.IsCancellationRequested)
            WriteDown(agent, (await agent.CallAsync("check_in", """{"wait_seconds":1,"limit":3}""")).Succeeded());
    }

    /// <summary>One call after the other, of which each second one is cancelled: whatever comes as its answer, nobody reads.</summary>
    private async Task CancelAsync(AgentProcess agent, CancellationToken isOver)
    {
        for (var number = 0; !isOver.IsCancellationRequested; number++)
        {
            await agent.SayAsync(
                """{"jsonrpc":"2.0","id":"cN","method":"tools/call","params":{"name":"check_in","arguments":{"wait_seconds":60,"limit":2}}}"""
                    .Replace("cN", $"c{number}", StringComparison.Ordinal));
            if (number % 2 == 0)
                await agent.AskAsync("ping");
            await agent.SayAsync($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"c{{{number}}}"}}""");
            WriteDown(agent, (await agent.CallAsync("check_in", """{"limit":1}""")).Succeeded());
        }
    }

    private async Task ReadAllAsync(AgentProcess agent)
    {
        while (WriteDown(agent, (await agent.CallAsync("check_in", """{"limit":200}""")).Succeeded()) > 0)
        {
        }

        (await agent.CallAsync("whoami")).Succeeded();
    }

    /// <summary>Returns how many were unread.</summary>
    private int WriteDown(AgentProcess agent, Reply reply)
    {
        var messages = reply.Content.TryGetProperty("messages", out var own) ? own
            : reply.Content.TryGetProperty("inbox", out var carried) ? carried.GetProperty("messages")
            : default;
        if (messages.ValueKind is not System.Text.Json.JsonValueKind.Array)
            return reply["unread"].GetInt32();

        long[] ids = [.. messages.EnumerateArray().Select(message => message.GetProperty("id").GetInt64())];
        Assert.Equal(ids.Distinct().Order(), ids);
        foreach (var id in ids)
            _arrived.Add((id, agent.Name));
        return reply["unread"].GetInt32();
    }

    private static string Told(IEnumerable<(long Id, string Recipient)> letters) =>
        string.Join('\n', letters.Order().Select(letter => $"{letter.Id} {letter.Recipient}"));
}
