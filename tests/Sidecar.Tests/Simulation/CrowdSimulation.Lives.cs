using Sidecar.Agents;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

internal sealed partial class CrowdSimulation
{
    private static readonly string[] Names = ["ada", "bob", "carol", "dave", "eve"];

    private Session Human() => new(Processes, id: 1, Processes.Start("shell"))
    {
        Name = "human",
        Key = _crowd.Human,
        Server = _crowd.State.Self,
        State = _crowd.State,
        ActiveAt = DateTimeOffset.UnixEpoch,
    };

    private void Join()
    {
        if (Live.Count <= MaxSessions)
            Join(Any(Names));
    }

    private Session Join(string wanted)
    {
        var client = Processes.Start();
        var (state, server) = StartServer();
        var (agent, key) = state.Agents.Register(Registration(client, server, wanted));
        Tell($"{agent.Name}#{agent.Id} joins as {wanted}");
        var free = Enumerable.Range(1, 20).Select(number => number == 1 ? wanted : $"{wanted}-{number}")
            .First(name => Live.All(session => session.Name != name));
        Check(agent.Name.ToString() == free, $"joined as {agent.Name}, not as {free}");
        var session = new Session(Processes, agent.Id, client)
        {
            Name = free,
            Key = key,
            Server = server,
            State = state,
            ActiveAt = Now,
        };
        _sessions.Add(session);
        _names.Take(free);
        return session;
    }

    /// <summary>The client's process is killed, and its server with it.</summary>
    private void KillClient() => ToAny(Actors, session =>
    {
        Tell($"{session} is killed");
        session.IsKilled = true;
        Processes.Kill(session.Client);
        StopServer(session);
    });

    /// <summary>Only the server is killed: the agent lives, but cannot act until its client starts another.</summary>
    private void KillServer() => ToAny(Actors, session =>
    {
        Tell($"the server of {session} is killed");
        StopServer(session);
    });

    private void RestartServer() => ToAny(_sessions.Where(CanRestart).ToList(), session =>
    {
        Tell($"the server of {session} starts again");
        var (state, server) = StartServer();
        var wanted = _random.Next(2) == 0 ? session.Name : null;
        var (agent, key) = state.Agents.Register(Registration(session.Client, server, wanted));
        (session.State, session.Server, session.Key) = (state, server, key);
        Check(agent.Id == session.Id && agent.Name.ToString() == session.Name, $"came back as {agent.Name}#{agent.Id}");
    });

    private void Leave() => ToAny(Actors, session =>
    {
        Tell($"{session} leaves");
        session.State!.Agents.Leave(session.Key, "it was done");
        session.HasLeft = true;
        session.IsKilled = true;
        Processes.Kill(session.Client);
        StopServer(session);
    });

    /// <summary>A process that runs cannot be looked at for a while; it may well die in that time.</summary>
    private void Hide() => ToAny(Actors, session =>
    {
        var process = _random.Next(2) == 0 ? session.Client : session.Server;
        Tell($"process {process.Pid} of {session} cannot be seen");
        Processes.Hide(process);
    });

    private void Reveal() => ToAny(_sessions, session =>
    {
        Tell($"all processes of {session} can be seen");
        Processes.Reveal(session.Client);
        Processes.Reveal(session.Server);
    });

    private void Rename() => ToAny(Actors, session =>
    {
        var wanted = Any(Names);
        var isTaken = Live.Any(other => other != session && other.Name == wanted);
        Tell($"{session} wants to be {wanted}{(isTaken ? ", which is taken" : "")}");
        if (isTaken)
        {
            Assert.Throws<SidecarException>(() => Describe(session, wanted));
            return;
        }

        session.ActiveAt = Now;
        _claims.Tidy(Now);
        Describe(session, wanted);
        if (session.Name != wanted)
        {
            _mail.Readdress(session.Name, wanted);
            _names.Change(session.Name, wanted);
            foreach (var topic in _topics.Where(topic => topic.Members.Remove(session.Name)))
                topic.Members.Add(wanted);
        }

        session.Name = wanted;
    });

    private void PassTime()
    {
        var by = Any([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(31), TimeSpan.FromHours(13)]);
        Tell($"{by} pass");
        _crowd.Time.Advance(by);
    }

    /// <summary>All can be seen again, and every client that lives has a server.</summary>
    private void Recover()
    {
        foreach (var session in _sessions)
        {
            Processes.Reveal(session.Client);
            Processes.Reveal(session.Server);
        }

        while (_sessions.Exists(CanRestart))
            RestartServer();
        Compare();
    }

    /// <summary>Once everybody lets go, everybody who waits is served, first come first served.</summary>
    private void NobodyStarves()
    {
        foreach (var holder in Actors)
        {
            holder.State!.Claims.Release(holder.Key, null);
            holder.ActiveAt = Now;
            _claims.End(held => held.Holder == holder, heir: null, Now);
        }

        while (_claims.Queue.Count > 0)
        {
            var first = _claims.Queue[0];
            Check(LookAgain(first), $"{first.Session} is first in the queue, nobody holds anything, and it is not served");
            Compare();
            first.Session.State!.Claims.Release(first.Session.Key, null);
            _claims.End(held => held.Holder == first.Session, heir: null, Now);
        }

        Compare();
    }

    private bool CanRestart(Session session) =>
        session.State is null && !session.IsKilled && !session.IsDead && Processes.Check(session.Server) is Liveness.Dead;

    private (SidecarState State, ProcessRef Server) StartServer()
    {
        var server = Processes.Start("sidecar-mcp");
        return (new SidecarState(_crowd.Folder, new SeenFrom(Processes, server), _crowd.Time, SidecarState.Patience), server);
    }

    private void StopServer(Session session)
    {
        Processes.Kill(session.Server);
        session.State?.Dispose();
        session.State = null;
    }

    private static void Describe(Session session, string name) =>
        session.State!.Agents.Describe(session.Key, AgentName.Parse(name), role: null, summary: null, modules: null);

    private static Registration Registration(ProcessRef client, ProcessRef server, string? name) => new()
    {
        Name = name is null ? null : AgentName.Parse(name),
        Client = "test-client",
        Worktree = "/repository",
        ClientProcess = client,
        LauncherProcess = client,
        ServerProcess = server,
    };

    /// <summary>Does something to anybody but the human, if anybody is there.</summary>
    private void ToAny(IReadOnlyList<Session> sessions, Action<Session> step)
    {
        if (sessions.Where(session => !session.IsHuman).ToList() is { Count: > 0 } others)
            step(Any(others));
    }
}
