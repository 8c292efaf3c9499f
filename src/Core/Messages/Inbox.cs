using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Who has read what. Each method is one transaction.</summary>
/// <remarks>
/// At least once: a message is shown by a call, and counts as read when the same process begins the agent's next call, for
/// the agent has then received the reply. If the process dies in between, the message is unread again.
/// </remarks>
public sealed class Inbox(SidecarDatabase db, AgentStore agents, Presence presence, TimeProvider time)
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Begins a call that the agent makes through <paramref name="process"/>: the agent is active, and what its earlier calls
    /// through this process showed now counts as read, except what calls that still run showed.
    /// </summary>
    public void BeginCall(AgentKey actor, ProcessRef process, IReadOnlyCollection<long> running)
    {
        var still = running.Count == 0 ? "" : $" AND shown_call NOT IN ({string.Join(',', running)})";
        var shown = "read_at IS NULL AND shown_to = $id AND shown_host = $host AND shown_pid = $pid AND shown_started = $started" + still;
        var now = time.GetUtcNow();

        // A write wakes everybody who waits; a burst of calls with nothing to confirm needs none.
        var isSettled = db.Read(connection =>
            now - AgentRows.Authenticate(connection, actor).ActiveAt < Burst
            && connection.Number(
                $"SELECT count(*) FROM deliveries WHERE {shown}",
                ("$id", actor.Id), ("$host", presence.Host), ("$pid", process.Pid), ("$started", process.Started)) == 0);
        if (isSettled)
            return;

        db.Write(connection =>
        {
            AgentRows.Act(connection, actor, now);
            return connection.Execute(
                $"UPDATE deliveries SET read_at = $now, read_by = $id WHERE {shown}",
                ("$now", now.Stored()), ("$id", actor.Id), ("$host", presence.Host), ("$pid", process.Pid), ("$started", process.Started));
        });
    }

    /// <summary>Takes up to <paramref name="limit"/> unread messages, oldest first, to show in the reply of <paramref name="call"/>.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="call">The call that shows them.</param>
    /// <param name="limit">The most to take; 0 only counts.</param>
    /// <param name="characters">The most that the taken texts and bodies may have together; the first one is taken anyway.</param>
    public Delivery Take(AgentKey actor, CallId call, int limit, int characters = int.MaxValue)
    {
        // Most calls find nothing, and finding nothing needs no write: a write would wake everybody who waits.
        var unread = db.Read(connection => Unread(connection, AgentRows.Authenticate(connection, actor))).Count;
        if (unread == 0 || limit == 0)
            return new Delivery([], unread);

        return db.Write(connection =>
        {
            var me = AgentRows.Authenticate(connection, actor);
            var waiting = Unread(connection, me);
            var shown = Fitting(waiting, limit, characters);
            foreach (var message in shown)
                Lease(connection, message.Id, me, call);

            return new Delivery(shown, waiting.Count - shown.Count);
        });
    }

    /// <summary>As <see cref="Take"/>, but where nothing is unread it waits for a message, for at most <paramref name="wait"/>.</summary>
    public async Task<Delivery> TakeAsync(
        AgentKey actor, CallId call, int limit, int characters, TimeSpan wait, CancellationToken cancellationToken)
    {
        var delivery = Take(actor, call, limit, characters);
        if (delivery.Messages.Count > 0 || wait == TimeSpan.Zero)
            return delivery;

        using var bell = new Doorbell(db.Folder, time);
        var deadline = time.GetUtcNow() + wait;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            agents.KeepActive(actor);
            ConsultationEnds.SettleIfDue(db, presence, time.GetUtcNow());
            delivery = Take(actor, call, limit, characters);
            var left = deadline - time.GetUtcNow();
            if (delivery.Messages.Count > 0 || left <= TimeSpan.Zero)
                return delivery;

            await bell.WaitAsync(left, cancellationToken);
        }
    }

    /// <summary>Makes what a call took unread again: its reply is not sent.</summary>
    public void PutBack(AgentKey actor, CallId call) => db.Write(connection =>
    {
        AgentRows.Authenticate(connection, actor);
        return connection.Execute(
            """
            UPDATE deliveries SET shown_to = NULL, shown_host = NULL, shown_pid = NULL, shown_started = NULL, shown_call = NULL
            WHERE read_at IS NULL AND shown_to = $id AND shown_host = $host AND shown_pid = $pid AND shown_started = $started
                AND shown_call = $call
            """,
            ("$id", actor.Id), ("$host", presence.Host), ("$pid", call.Process.Pid), ("$started", call.Process.Started),
            ("$call", call.Number));
    });

    /// <summary>Counts messages as read at once; ids that are not this agent's are ignored. Returns how many there were.</summary>
    public int Acknowledge(AgentKey actor, IReadOnlyList<long> ids) => db.Write(connection =>
    {
        var me = AgentRows.Act(connection, actor, time.GetUtcNow());
        return ids.Sum(id => connection.Execute(
            "UPDATE deliveries SET read_at = $now, read_by = $me WHERE message_id = $id AND recipient = $name AND read_at IS NULL",
            ("$now", time.GetUtcNow().Stored()), ("$me", me.Id), ("$id", id), ("$name", me.Name.ToString())));
    });

    private static List<Message> Fitting(List<Message> waiting, int limit, int characters)
    {
        var sum = 0L;
        return waiting.Take(limit)
            .TakeWhile((message, index) => (sum += message.Text.Length + (message.Body?.Length ?? 0)) <= characters || index == 0)
            .ToList();
    }

    private List<Message> Unread(DbConnection connection, Agent me) => connection.Query(
        $"""
        SELECT {MessageRows.Columns}, shown_to, shown_at, shown_host, shown_pid, shown_started
        FROM deliveries JOIN messages ON messages.id = message_id
        WHERE deliveries.recipient = $name AND read_at IS NULL ORDER BY message_id
        """,
        row => (Message: MessageRows.Read(row), IsShown: IsBeingShown(row, me)),
        ("$name", me.Name.ToString())).Where(entry => !entry.IsShown).Select(entry => entry.Message).ToList();

    /// <summary>
    /// Whether a call of this very agent is showing it already, in a process that still lives; of a process that cannot be
    /// asked after from here, not for long.
    /// </summary>
    private bool IsBeingShown(DbDataReader row, Agent me) =>
        row.Number("shown_to") == me.Id
        && (row.Text("shown_host") == presence.Host
            ? presence.Check(new ProcessRef((int)row.Number("shown_pid")!, row.Number("shown_started")!.Value)) is not Liveness.Dead
            : time.GetUtcNow() - row.Time("shown_at") < Presence.HeartbeatLimit);

    private void Lease(DbConnection connection, long id, Agent me, CallId call) => connection.Execute(
        """
        UPDATE deliveries SET shown_to = $me, shown_at = $now, shown_host = $host, shown_pid = $pid, shown_started = $started, shown_call = $call
        WHERE message_id = $id AND recipient = $name
        """,
        ("$me", me.Id), ("$now", time.GetUtcNow().Stored()), ("$host", presence.Host),
        ("$pid", call.Process.Pid), ("$started", call.Process.Started), ("$call", call.Number), ("$id", id), ("$name", me.Name.ToString()));
}
