using System.Diagnostics;
using System.Text.Json;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>
/// One of a crowd in which everybody talks at once: it sends, reads, dies when it is told to, comes back, and writes down
/// what it surely knows: what was answered, what it was shown, and what it never had an answer to.
/// </summary>
internal sealed class Talker(SandboxRepository repository, string name, Random random)
{
    private readonly List<AgentProcess> _started = [];

    public string Name => name;

    public AgentProcess? Agent { get; private set; }

    /// <summary>What each of its servers showed, answer by answer.</summary>
    public List<List<IReadOnlyList<Shown>>> Lives { get; } = [];

    /// <summary>What was answered.</summary>
    public List<Said> Sent { get; } = [];

    /// <summary>The texts of what was asked to be sent and never answered: each is stored as a whole or not at all.</summary>
    public List<string> Doubtful { get; } = [];

    /// <summary>How many answers could not tell what is unread.</summary>
    public int Untold { get; private set; }

    /// <summary>How long each answered send took.</summary>
    public List<TimeSpan> Times { get; } = [];

    /// <summary>Whether it comes back after its death.</summary>
    public bool ComesBack { get; init; }

    /// <summary>Whether it died and stayed away.</summary>
    public bool IsGone { get; private set; }

    private bool IsStruck { get; set; }

    private bool IsClientStruck => IsStruck && !OnlyServerDies;

    /// <summary>Whether only its server dies, so that it counts as live.</summary>
    public bool OnlyServerDies { get; init; }

    public async Task ComeAsync()
    {
        Agent = await AgentProcess.StartAsync(repository.Main, name);
        _started.Add(Agent);
        Assert.Equal(name, Agent.Joined.Succeeded().Value("name"));
        Lives.Add([]);
        WriteDown(Agent.Joined);
    }

    /// <summary>Says so much to these, and reads in between.</summary>
    public async Task TalkAsync(int count, IReadOnlyList<string> names, Action said)
    {
        for (var number = 0; number < count; number++)
        {
            var others = names.Where(other => other != name).ToList();
            said();
            if (await TrySayAsync(random.Next(10) == 0 ? "all" : others[random.Next(others.Count)], $"{name} {number}"))
                continue;

            await SettleAsync();
            if (IsGone)
                return;
        }
    }

    /// <summary>Kills it, wherever it stands.</summary>
    public void Strike()
    {
        IsStruck = true;
        if (OnlyServerDies)
            Agent!.KillServer();
        else
            Agent!.KillClient();
    }

    /// <summary>If it was struck: waits for its end, and for its return if it comes back.</summary>
    public async Task SettleAsync()
    {
        if (!IsStruck)
            return;

        await Agent!.ServerEndsAsync();
        IsStruck = false;
        IsGone = !ComesBack;
        if (IsGone)
            return;

        Agent.KillClient();
        await Eventually.IsAsync(() => !Signals.IsRunning(Agent.ClientPid), $"the client of {name} ended");
        await ComeAsync();
    }

    /// <summary>Reads until nothing is left, and says that the last answer arrived.</summary>
    public async Task ReadAllAsync()
    {
        while (WriteDown(await Agent!.CallAsync("check_in", """{"limit":200}""")) > 0)
        {
        }

        WriteDown((await Agent.CallAsync("status")).Succeeded());
    }

    public async Task EndAsync()
    {
        foreach (var agent in _started)
            await agent.DisposeAsync();
        _started.Clear();
    }

    private async Task<bool> TrySayAsync(string to, string text)
    {
        var begin = Stopwatch.GetTimestamp();
        try
        {
            var reply = await Agent!.CallAsync("send", JsonText.Of(("to", to), ("text", text)));
            if (IsRefusedAsDead(reply))
                return false;
            if (IsLockedOut(reply))
                return true;

            Times.Add(Stopwatch.GetElapsedTime(begin));
            string[] recipients = [.. reply["recipients"].EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];
            Sent.Add(new Said(reply["id"].GetInt64(), text, to, recipients));
            WriteDown(reply);
        }
        catch (Exception ended) when (ended is EndOfStreamException or IOException)
        {
            Doubtful.Add(text);
            return false;
        }

        return random.Next(2) == 0 || await TryReadAsync();
    }

    private async Task<bool> TryReadAsync()
    {
        try
        {
            var reply = await Agent!.CallAsync("check_in", JsonText.Of(("limit", random.Next(1, 50))));
            if (IsRefusedAsDead(reply))
                return false;

            if (!IsLockedOut(reply))
                WriteDown(reply);
            return true;
        }
        catch (Exception ended) when (ended is EndOfStreamException or IOException)
        {
            return false;
        }
    }

    // Its client is dead and its server has not noticed yet; others have, and ended its registration. Nothing was done.
    private bool IsRefusedAsDead(Reply reply)
    {
        if (!IsClientStruck && !IsLockedOut(reply))
            reply.Succeeded();
        return IsClientStruck && reply.IsError;
    }

    // Where a machine hardly gets on, whoever writes keeps the others out; they say so after ten seconds, and nothing was done.
    private static bool IsLockedOut(Reply reply) =>
        reply.IsError && reply.Text.Contains("was locked by another process for over", StringComparison.Ordinal);

    /// <summary>Returns how many were unread.</summary>
    private int WriteDown(Reply reply)
    {
        var messages = reply.Content.TryGetProperty("messages", out var own) ? own
            : reply.Content.TryGetProperty("inbox", out var carried) ? carried.GetProperty("messages")
            : JsonDocument.Parse("[]").RootElement;
        Lives[^1].Add([.. messages.EnumerateArray().Select(message =>
            new Shown(message.GetProperty("id").GetInt64(), message.GetProperty("text").GetString()!))]);

        // Its registration may be ended, or the state be locked, after its message was stored and before its own mail was looked for.
        var cannotTell = reply.Text.Contains("Cannot tell what is unread", StringComparison.Ordinal);
        if (cannotTell)
            Untold++;
        return cannotTell && IsClientStruck ? 0 : cannotTell ? 1 : reply["unread"].GetInt32();
    }

    internal sealed record Said(long Id, string Text, string To, IReadOnlyList<string> Recipients);

    internal sealed record Shown(long Id, string Text);
}
