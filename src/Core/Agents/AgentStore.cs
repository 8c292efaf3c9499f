using System.Data.Common;
using System.Security.Cryptography;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Work;

namespace Sidecar.Agents;

/// <summary>Who is and who was here. Each method is one transaction.</summary>
public sealed class AgentStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromMinutes(1);

    /// <summary>Registers a session and gives it a name that no live agent has.</summary>
    /// <remarks>
    /// A client that starts its server anew (a crash, a reconnect) is the same session still: it goes on with its name, its
    /// claims and its unread messages. A server that registers anew goes on with what it has shown.
    /// </remarks>
    public (Agent Agent, AgentKey Key) Register(Registration registration)
    {
        var (joined, key, present) = db.Write(connection => Register(connection, registration));
        MailBell.RemoveOthers(db.Folder, [AgentName.Human.ToString(), joined.Name.ToString(), .. present.Select(agent => agent.Name.ToString())]);
        return (joined, key);
    }

    /// <summary>Ends a registration and its claims; false if it had ended already.</summary>
    public bool Leave(AgentKey actor, string why) => db.Write(connection =>
    {
        if (AgentRows.Find(connection, actor.Id) is not { LeftAt: null })
            return false;

        AgentRows.End(connection, AgentRows.Authenticate(connection, actor), why, time.GetUtcNow());
        return true;
    });

    /// <summary>Says that the server is still there, and remembers what it learnt since (a session id). No activity.</summary>
    public void Heartbeat(AgentKey actor, string? session = null) => db.Write(connection =>
    {
        AgentRows.Authenticate(connection, actor);
        return AgentRows.Beat(connection, actor, session, time.GetUtcNow());
    });

    /// <summary>
    /// Says that the agent is at work although it makes no call: it waits in one, and its claims must not run out meanwhile.
    /// Cheap enough for every turn of a waiting loop: it writes once a minute, for a write wakes all who wait for claims.
    /// </summary>
    public void KeepActive(AgentKey actor) => KeepActive(actor, Get(actor));

    /// <summary>The same for an agent that was just read.</summary>
    internal void KeepActive(AgentKey actor, Agent agent)
    {
        var now = time.GetUtcNow();
        if (now - agent.ActiveAt > SignOfLife)
            db.Write(connection => AgentRows.Act(connection, actor, now));
    }

    /// <summary>The agent behind a key.</summary>
    /// <exception cref="SidecarException">The registration ended, or the token is not its own.</exception>
    public Agent Get(AgentKey actor) => db.Read(connection => AgentRows.Authenticate(connection, actor));

    /// <summary>What to show to act as this agent. For processes that found out by <see cref="Identity"/> who they are.</summary>
    public AgentKey KeyOf(Agent agent) => db.Read(connection => connection
        .Query("SELECT id, token FROM agents WHERE id = $id", ReadKey, ("$id", agent.Id))
        .Single());

    /// <summary>The key of whoever works here without being an agent.</summary>
    public AgentKey KeyOfHuman() => db.Read(connection => connection
        .Query("SELECT id, token FROM agents WHERE client = 'human'", ReadKey)
        .Single());

    /// <summary>A registration by its number, ended or not; null if there never was one.</summary>
    public Agent? Find(long id) => db.Read(connection => AgentRows.Find(connection, id));

    /// <summary>The row that stands for people.</summary>
    public Agent Human() => db.Read(connection => AgentRows.FindPresent(connection, AgentName.Human)!);

    /// <summary>All registrations that have not ended, each with whether its process lives. Without the human.</summary>
    public IReadOnlyList<(Agent Agent, Liveness Live)> Present()
    {
        var now = time.GetUtcNow();
        return db.Read(AgentRows.Present).ConvertAll(agent => (agent, presence.Check(agent, now)));
    }

    /// <summary>The registered agents that are not known to be dead.</summary>
    public IReadOnlyList<Agent> Live() =>
        [.. Present().Where(present => present.Live is not Liveness.Dead).Select(present => present.Agent)];

    /// <summary>Registrations that ended since <paramref name="since"/>, newest first.</summary>
    public IReadOnlyList<Agent> Gone(DateTimeOffset since) => db.Read(connection => connection.Query(
        $"SELECT {AgentRows.Columns} FROM agents WHERE left_at >= $since ORDER BY left_at DESC", AgentRows.Read, ("$since", since.Stored())));

    /// <summary>Changes what an agent says about itself; null leaves a value as it is, and a blank one takes it away.</summary>
    /// <remarks>A new name takes the unread messages and the topics along.</remarks>
    public Agent Describe(AgentKey actor, AgentName? name, string? role, string? summary, IReadOnlyList<string>? modules) =>
        db.Write(connection =>
        {
            var now = time.GetUtcNow();
            var agent = AgentRows.Act(connection, actor, now);
            if (name is { } wanted && wanted.ToString() != agent.Name.ToString())
                Rename(connection, agent, wanted, now);

            connection.Execute(
                """
                UPDATE agents SET role = nullif(coalesce($role, role), ''), summary = nullif(coalesce($summary, summary), ''),
                    modules = coalesce($modules, modules) WHERE id = $id
                """,
                ("$role", role?.Trim()), ("$summary", summary?.Trim()),
                ("$modules", modules is null ? null : string.Join('\n', modules.Where(module => !string.IsNullOrWhiteSpace(module)))),
                ("$id", agent.Id));
            return AgentRows.Find(connection, agent.Id)!;
        });

    /// <summary>Gives an agent that is here another name; it is told where somebody else did so. No activity of that agent.</summary>
    /// <returns>What it was called, and the agent.</returns>
    /// <exception cref="SidecarException">
    /// No such agent is here, another one has the new name, or an agent asks for another agent.
    /// </exception>
    public (AgentName Before, Agent Agent) Rename(AgentKey actor, AgentName name, AgentName wanted) => db.Write(connection =>
    {
        var now = time.GetUtcNow();
        var me = AgentRows.Act(connection, actor, now);
        AgentRows.EndDead(connection, presence, now);
        var agent = AgentRows.FindPresent(connection, name)
            ?? throw SidecarException.Usage($"No agent named {name} is here.", "sidecar agents shows who is");
        if (!me.IsHuman && agent.Id != me.Id)
            throw SidecarException.Refused($"{me.Name} cannot rename {agent.Name}: only people rename others.", $"sidecar rename {me.Name} {wanted}");
        if (agent.Name.ToString() == wanted.ToString())
            return (agent.Name, agent);

        Rename(connection, agent, wanted, now);
        if (agent.Id != me.Id)
            MessageRows.Notify(connection, wanted, $"A person renamed you: you were {agent.Name} and are {wanted} now.", now);
        return (agent.Name, AgentRows.Find(connection, agent.Id)!);
    });

    private (Agent Joined, AgentKey Key, IReadOnlyList<Agent> Present) Register(DbConnection connection, Registration registration)
    {
        var now = time.GetUtcNow();
        AgentRows.EndDead(connection, presence, now);
        var present = AgentRows.Present(connection);
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var id = present.Find(agent => IsRestartOf(agent, registration)) is { } same
            ? Resume(connection, same, registration, token, now)
            : Add(connection, NameFor(connection, registration, present), registration, token, now);

        var joined = AgentRows.Find(connection, id)!;
        if (registration.ServerProcess is { } server)
            DeliveryRows.GoOn(connection, joined, presence.Host, server);
        WorkRows.Inherit(connection, joined);
        ConsultationEnds.Return(connection, joined, now);
        OrphanRows.PurgeOld(connection, [joined.Name, .. present.Select(agent => agent.Name)], now);
        EventLog.Add(connection, new Happening(now, "agent.joined", joined.Name.ToString(), joined.Worktree, joined.Client));
        return (joined, new AgentKey(id, token), present);
    }

    private static AgentKey ReadKey(Row row) => new(row.Number("id")!.Value, row.Text("token")!);

    private bool IsRestartOf(Agent agent, Registration registration) =>
        agent.Host == presence.Host
        && agent.Client == registration.Client
        && agent.ClientProcess is not null && agent.ClientProcess == registration.ClientProcess
        && presence.Check(agent.ServerProcess) is Liveness.Dead
        && (agent.Session is null || registration.Session is null || agent.Session == registration.Session)
        && (registration.Name is null || registration.Name == agent.Name || registration.Name == agent.AskedName);

    private static long Resume(DbConnection db, Agent same, Registration registration, string token, DateTimeOffset now)
    {
        db.Execute(
            """
            UPDATE agents SET token = $token, client_version = $version, session = coalesce($session, session), worktree = $worktree,
                launcher_pid = $launcherPid, launcher_started = $launcherStarted,
                server_pid = $serverPid, server_started = $serverStarted, heartbeat_at = $now
            WHERE id = $id
            """,
            ("$token", token), ("$version", registration.ClientVersion), ("$session", registration.Session),
            ("$worktree", registration.Worktree),
            ("$launcherPid", registration.LauncherProcess?.Pid), ("$launcherStarted", registration.LauncherProcess?.Started),
            ("$serverPid", registration.ServerProcess?.Pid), ("$serverStarted", registration.ServerProcess?.Started),
            ("$now", now.Stored()), ("$id", same.Id));
        return same.Id;
    }

    private long Add(DbConnection db, AgentName name, Registration registration, string token, DateTimeOffset now) => db.Insert(
        """
        INSERT INTO agents (name, asked_name, client, client_version, session, token, worktree, host,
            client_pid, client_started, launcher_pid, launcher_started, server_pid, server_started,
            joined_at, active_at, heartbeat_at)
        VALUES ($name, $asked, $client, $version, $session, $token, $worktree, $host,
            $clientPid, $clientStarted, $launcherPid, $launcherStarted, $serverPid, $serverStarted, $now, $now, $now)
        """,
        ("$name", name.ToString()), ("$asked", registration.Name?.ToString()), ("$client", registration.Client), ("$version", registration.ClientVersion),
        ("$session", registration.Session), ("$token", token), ("$worktree", registration.Worktree), ("$host", presence.Host),
        ("$clientPid", registration.ClientProcess?.Pid), ("$clientStarted", registration.ClientProcess?.Started),
        ("$launcherPid", registration.LauncherProcess?.Pid), ("$launcherStarted", registration.LauncherProcess?.Started),
        ("$serverPid", registration.ServerProcess?.Pid), ("$serverStarted", registration.ServerProcess?.Started),
        ("$now", now.Stored()));

    private AgentName NameFor(DbConnection db, Registration registration, List<Agent> present)
    {
        var taken = present.ConvertAll(agent => agent.Name);
        if (registration.Name is { } wanted)
            return FriendlyNames.WithSuffix(wanted, taken.Contains);
        if (NameBefore(db, registration) is { } before && !taken.Contains(before))
            return before;

        // Names of the dead are left alone too: nobody asked for one, and their mail must not land with a stranger by chance.
        // A name that is asked for, here or by a rename, is taken at its word: it is free, and whoever takes it gets its mail.
        return FriendlyNames.Pick(
            name => db.Number("SELECT count(*) FROM agents WHERE name = $name", ("$name", name.ToString())) > 0, Random.Shared);
    }

    /// <summary>The name that the same client session, or the same client process, had here the last time.</summary>
    private AgentName? NameBefore(DbConnection db, Registration registration) => db.Query<AgentName?>(
        """
        SELECT name FROM agents
        WHERE left_at IS NOT NULL AND client = $client
            AND (session = $session OR (coalesce(session, $session) IS NULL
                AND host = $host AND client_pid = $pid AND client_started = $started))
        ORDER BY left_at DESC LIMIT 1
        """,
        row => AgentName.Parse(row.Text("name")),
        ("$client", registration.Client), ("$session", registration.Session), ("$host", presence.Host),
        ("$pid", registration.ClientProcess?.Pid), ("$started", registration.ClientProcess?.Started)).FirstOrDefault();

    private void Rename(DbConnection db, Agent agent, AgentName wanted, DateTimeOffset now)
    {
        AgentRows.EndDead(db, presence, now);
        if (AgentRows.FindPresent(db, wanted) is { } other && other.Id != agent.Id)
        {
            throw SidecarException.Refused(
                $"The name {wanted} belongs to a live agent ({other.Client} in {other.Worktree}).", "choose another name");
        }

        db.Execute("UPDATE agents SET name = $name WHERE id = $id", ("$name", wanted.ToString()), ("$id", agent.Id));
        // Replaces what an earlier holder of the new name was sent of the same broadcast: it must not hide what this one has to read.
        db.Execute(
            "UPDATE OR REPLACE deliveries SET recipient = $new WHERE recipient = $old AND read_at IS NULL",
            ("$new", wanted.ToString()), ("$old", agent.Name.ToString()));
        TopicRows.Rename(db, agent.Name, wanted);
        HandoffRows.Rename(db, agent.Name, wanted);
        WorkRows.Inherit(db, AgentRows.Find(db, agent.Id)!);
        EventLog.Add(db, new Happening(now, "agent.renamed", wanted.ToString(), agent.Name.ToString()));
    }
}
