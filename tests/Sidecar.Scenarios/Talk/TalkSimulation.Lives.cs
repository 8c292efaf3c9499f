using Sidecar.Scenarios.World;
using Sidecar.Tests.Simulation;

namespace Sidecar.Scenarios.Talk;

internal sealed partial class TalkSimulation
{
    // Names that somebody has had: whoever never was here cannot be written to.
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    private readonly NameBook _names = new();

    private int _newNames;

    private async Task ComeAsync()
    {
        if (_parties.Where(party => party.Agent is null).ToList() is { Count: > 0 } gone)
            await StartAsync(Any(gone));
    }

    private async Task StartAsync(Party party)
    {
        Tell($"{party} starts");
        party.Agent = await AgentProcess.StartAsync(_repository.Main, party.Name);
        _started.Add(party.Agent);
        _known.Add(party.Name);
        _names.Take(party.Name);
        Check(party.Agent.Joined.Value("name") == party.Name, $"{party} is called {party.Agent.Joined.Value("name")}");
        IsCarried(party, party.Agent.Joined);
    }

    private Task GoAsync() => ToAnyAsync(async party =>
    {
        Tell($"{party} goes");
        party.Agent!.EndInput();
        await party.Agent.ServerEndsAsync();
        await GoneAsync(party);
    });

    private Task KillClientAsync() => ToAnyAsync(async party =>
    {
        Tell($"the client of {party} is killed");
        party.Agent!.KillClient();
        await party.Agent.ServerEndsAsync();
        await GoneAsync(party);
    });

    /// <summary>Its client lives on, and so does the agent for all to see; until that ends too it can say nothing.</summary>
    private Task KillServerAsync() => ToAnyAsync(async party =>
    {
        Tell($"the server of {party} is killed");
        party.Agent!.KillServer();
        await party.Agent.ServerEndsAsync();
        _book.Forget(party.Agent);
        party.IsMute = true;
        if (OneIn(2))
            await GoneAsync(party);
    });

    private async Task ComeBackAsync(Party party)
    {
        if (party.IsMute)
            await GoneAsync(party);
        await StartAsync(party);
    }

    private async Task GoneAsync(Party party)
    {
        var agent = party.Agent!;
        agent.KillClient();
        await Eventually.IsAsync(() => !Signals.IsRunning(agent.ClientPid), $"the client of {party} ended");
        _book.Forget(agent);
        (party.Agent, party.IsMute) = (null, false);
    }

    /// <summary>
    /// To a name that nobody has or had, or to that of somebody who is gone: then the mail and the topics of that name are its
    /// own, and the other one comes back, if it does, under the name that was given up.
    /// </summary>
    private Task RenameAsync() => ToAnyAsync(async party =>
    {
        var gone = _parties.Where(other => other.Agent is null && _known.Contains(other.Name)).ToList();
        var heir = gone.Count > 0 && OneIn(2) ? Any(gone) : null;
        var name = heir?.Name ?? $"new{++_newNames}";
        Tell($"{party} is called {name} from now on");
        _book.Confirm(party.Agent!);
        _book.Readdress(party.Name, name);
        foreach (var topic in _topics.Where(topic => topic.Members.Remove(party.Name)))
            topic.Members.Add(name);
        _names.Change(party.Name, name);
        if (heir is not null)
            heir.Name = party.Name;
        party.Name = name;
        _known.Add(name);

        var reply = (await party.Agent!.CallAsync("whoami", JsonText.Of(("name", name)))).Succeeded();

        IsCarried(party, reply);
    });

    /// <summary>Does something to anybody who can be asked.</summary>
    private Task ToAnyAsync(Func<Party, Task> step) => Present is { Count: > 0 } present ? step(Any(present)) : ComeAsync();
}
