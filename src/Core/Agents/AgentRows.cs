using System.Data.Common;
using Sidecar.Consultations;
using Sidecar.Impact;
using Sidecar.Storage;

namespace Sidecar.Agents;

/// <summary>Registrations as rows: reading, proving who asks, and ending them. Always inside a caller's transaction.</summary>
internal static class AgentRows
{
    /// <summary>The columns of one agent, for queries that join; read them with <see cref="Read"/>.</summary>
    public const string Columns =
        """
        agents.id AS agent_id, name, asked_name, client, client_version, session, worktree, agents.host AS host, client_pid, client_started,
        launcher_pid, launcher_started, server_pid, server_started, role, summary, modules,
        joined_at, active_at, heartbeat_at, left_at, left_why
        """;

    /// <summary>Reads an agent from a row that selected <see cref="Columns"/>.</summary>
    public static Agent Read(Row row) => new()
    {
        Id = row.Number("agent_id")!.Value,
        Name = AgentName.ParseParty(row.Text("name")!),
        AskedName = row.Text("asked_name") is { } asked ? AgentName.Parse(asked) : null,
        Client = row.Text("client")!,
        ClientVersion = row.Text("client_version"),
        Session = row.Text("session"),
        Worktree = row.Text("worktree")!,
        Host = row.Text("host")!,
        ClientProcess = Process(row, "client"),
        LauncherProcess = Process(row, "launcher"),
        ServerProcess = Process(row, "server"),
        Role = row.Text("role"),
        Summary = row.Text("summary"),
        Modules = row.Text("modules")!.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        JoinedAt = row.Time("joined_at"),
        ActiveAt = row.Time("active_at"),
        HeartbeatAt = row.Time("heartbeat_at"),
        LeftAt = row.TimeOrNull("left_at"),
        LeftWhy = row.Text("left_why"),
    };

    /// <summary>All registrations that have not ended, without the human.</summary>
    public static List<Agent> Present(DbConnection db) => db.Query(
        $"SELECT {Columns} FROM agents WHERE left_at IS NULL AND client <> 'human' ORDER BY agents.id", Read);

    /// <summary>The registration, ended or not.</summary>
    public static Agent? Find(DbConnection db, long id) => db.Query(
        $"SELECT {Columns} FROM agents WHERE agents.id = $id", Read, ("$id", id)).FirstOrDefault();

    /// <summary>The registration that has this name now; the human's for "human".</summary>
    public static Agent? FindPresent(DbConnection db, AgentName name) => db.Query(
        $"SELECT {Columns} FROM agents WHERE name = $name AND left_at IS NULL", Read, ("$name", name.ToString())).FirstOrDefault();

    /// <summary>Who a key belongs to.</summary>
    /// <exception cref="SidecarException">The registration ended, or the token is not its own.</exception>
    public static Agent Authenticate(DbConnection db, AgentKey key)
    {
        var agent = db.Query(
            $"SELECT {Columns} FROM agents WHERE agents.id = $id AND token = $token", Read, ("$id", key.Id), ("$token", key.Token)).FirstOrDefault()
            ?? throw SidecarException.Refused("This registration does not exist in this repository.", "start the MCP server again");
        return agent.LeftAt is null
            ? agent
            : throw SidecarException.Refused(
                $"The registration of {agent.Name} has ended: {agent.LeftWhy}.", "start the MCP server again");
    }

    /// <summary>
    /// Who a key belongs to, and that it is active now. Claims that ran out before stay over: activity renews only what holds.
    /// </summary>
    public static Agent Act(DbConnection db, AgentKey key, DateTimeOffset now)
    {
        var agent = Authenticate(db, key);
        EndExpiredClaims(db, now);
        db.Execute("UPDATE agents SET active_at = max(active_at, $now) WHERE id = $id", ("$now", now.Stored()), ("$id", agent.Id));
        return agent with { ActiveAt = now };
    }

    /// <summary>Says that the server of an agent is there, and what it learnt since.</summary>
    public static int Beat(DbConnection db, AgentKey key, string? session, DateTimeOffset now) => db.Execute(
        "UPDATE agents SET heartbeat_at = $now, session = coalesce($session, session) WHERE id = $id",
        ("$now", now.Stored()), ("$session", session), ("$id", key.Id));

    /// <summary>Ends every claim whose time is over.</summary>
    public static void EndExpiredClaims(DbConnection db, DateTimeOffset now)
    {
        var over = db.Query(
            """
            SELECT claims.id AS id, pattern, name, max(renewed_at, active_at) + ttl_ms AS ends
            FROM claims JOIN agents ON agents.id = agent_id
            WHERE ended_at IS NULL AND max(renewed_at, active_at) + ttl_ms <= $now
            """,
            row => (Id: row.Number("id")!.Value, Pattern: row.Text("pattern")!, Name: row.Text("name")!, Ends: row.Time("ends")),
            ("$now", now.Stored()));
        foreach (var claim in over)
        {
            db.Execute(
                "UPDATE claims SET ended_at = $at, ended_why = 'expired' WHERE id = $id", ("$at", claim.Ends.Stored()), ("$id", claim.Id));
            EventLog.Add(db, new Happening(now, "claim.expired", claim.Name, claim.Pattern));
        }
    }

    /// <summary>Ends a registration, its claims, what it announced, its waiting and its part in consultations.</summary>
    public static void End(DbConnection db, Agent agent, string why, DateTimeOffset now)
    {
        db.Execute(
            "UPDATE agents SET left_at = $now, left_why = $why WHERE id = $id AND left_at IS NULL",
            ("$now", now.Stored()), ("$why", why), ("$id", agent.Id));
        db.Execute(
            "UPDATE claims SET ended_at = $now, ended_why = $why WHERE agent_id = $id AND ended_at IS NULL",
            ("$now", now.Stored()), ("$why", $"{agent.Name} is gone: {why}"), ("$id", agent.Id));
        AnnouncementRows.EndOf(db, agent.Id, $"{agent.Name} is gone: {why}", now);
        db.Execute("DELETE FROM waits WHERE agent_id = $id", ("$id", agent.Id));
        ConsultationEnds.Drop(db, agent, why, now);
        EventLog.Add(db, new Happening(now, "agent.left", agent.Name.ToString(), agent.Worktree, why));
    }

    /// <summary>Ends every registration whose holder is known to be dead.</summary>
    public static void EndDead(DbConnection db, Presence presence, DateTimeOffset now)
    {
        foreach (var agent in Present(db))
        {
            if (presence.Check(agent, now) is Liveness.Dead)
                End(db, agent, presence.WhyDead(agent), now);
        }
    }

    private static ProcessRef? Process(Row row, string who) =>
        row.Number(who + "_pid") is { } pid && row.Number(who + "_started") is { } started ? new ProcessRef((int)pid, started) : null;
}
