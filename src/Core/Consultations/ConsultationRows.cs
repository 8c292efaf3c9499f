using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;

namespace Sidecar.Consultations;

/// <summary>Consultations as rows. Always inside a caller's transaction.</summary>
internal static class ConsultationRows
{
    /// <summary>Those that can still be agreed on; found by their index.</summary>
    public const string Unfinished = "ended_at IS NULL";

    /// <summary>Those in which two who are still here agreed on something lately ($since) that is not done; found by their index.</summary>
    public const string Agreements = """
        state = 'resolved' AND closed_at IS NULL AND ended_at > $since
        AND (SELECT count(*) FROM consultation_parties WHERE consultation_id = consultations.id AND dropped_at IS NULL) > 1
        """;

    /// <summary>Stores a new one and returns it with its number.</summary>
    public static Consultation Add(DbConnection db, Consultation opened)
    {
        var id = db.Insert(
            """
            INSERT INTO consultations (at, opener_id, cause, subject, state, round, ttl_ms, deadline)
            VALUES ($at, $opener, $cause, $subject, $state, $round, $ttl, $deadline)
            """,
            ("$at", opened.At.Stored()), ("$opener", opened.OpenerId), ("$cause", Words.Of(opened.Cause)), ("$subject", opened.Subject),
            ("$state", Words.Of(opened.State)), ("$round", opened.Round), ("$ttl", (long)opened.Ttl.TotalMilliseconds),
            ("$deadline", opened.Deadline.Stored()));
        db.ExecuteEach(
            "INSERT OR IGNORE INTO consultation_files (consultation_id, pattern) VALUES ($id, $pattern)",
            opened.Files.Select(file => new (string, object?)[] { ("$id", id), ("$pattern", file.Text) }));
        var stored = opened with { Id = id };
        Join(db, stored, opened.Parties);
        return stored;
    }

    /// <summary>Stores some parties more, and what became of it by that.</summary>
    public static void Join(DbConnection db, Consultation thread, IReadOnlyList<Party> more)
    {
        db.ExecuteEach(
            "INSERT INTO consultation_parties (consultation_id, agent_id) VALUES ($id, $agent)",
            more.Select(party => new (string, object?)[] { ("$id", thread.Id), ("$agent", party.Agent.Id) }));
        Save(db, thread);
    }

    /// <summary>Stores what became of one.</summary>
    public static void Save(DbConnection db, Consultation thread)
    {
        db.Execute(
            """
            UPDATE consultations SET state = $state, round = $round, deadline = $deadline,
                proposal = $proposal, proposed_by = $by, proposed_at = $proposedAt, proposed_message = $message,
                ended_at = $endedAt, ended_why = $endedWhy, closed_at = $closedAt, closed_by = $closedBy, outcome = $outcome
            WHERE id = $id
            """,
            ("$state", Words.Of(thread.State)), ("$round", thread.Round), ("$deadline", thread.Deadline.Stored()),
            ("$proposal", thread.Proposal?.Text), ("$by", thread.Proposal?.By), ("$proposedAt", thread.Proposal?.At.Stored()),
            ("$message", thread.Proposal?.Message), ("$endedAt", thread.EndedAt?.Stored()), ("$endedWhy", thread.EndedWhy),
            ("$closedAt", thread.ClosedAt?.Stored()), ("$closedBy", thread.ClosedBy?.ToString()), ("$outcome", thread.Outcome),
            ("$id", thread.Id));
        db.ExecuteEach(
            """
            UPDATE consultation_parties SET answer = $answer, answered_round = $round, answered_at = $at,
                reason = $reason, dropped_at = $droppedAt, dropped_why = $droppedWhy
            WHERE consultation_id = $id AND agent_id = $agent
            """,
            thread.Parties.Select(party => new (string, object?)[]
            {
                ("$answer", party.Answer is { } answer ? Words.Of(answer) : null),
                ("$round", party.AnsweredRound), ("$at", party.AnsweredAt?.Stored()), ("$reason", party.Reason),
                ("$droppedAt", party.LeftAt?.Stored()), ("$droppedWhy", party.LeftWhy),
                ("$id", thread.Id), ("$agent", party.Agent.Id),
            }));
    }

    /// <summary>Puts a new registration in the place of one that was dropped; what that means for its answers is to be saved besides.</summary>
    public static void Replace(DbConnection db, long id, long gone, long back)
    {
        db.Execute(
            "UPDATE consultation_parties SET agent_id = $back WHERE consultation_id = $id AND agent_id = $gone",
            ("$back", back), ("$id", id), ("$gone", gone));
        db.Execute("UPDATE consultations SET opener_id = $back WHERE id = $id AND opener_id = $gone", ("$back", back), ("$id", id), ("$gone", gone));
    }

    /// <summary>The one of this number.</summary>
    public static Consultation? Find(DbConnection db, long id, Func<Agent, Liveness> live) =>
        Where(db, "id = $id", live, ("$id", id)).FirstOrDefault();

    /// <summary>Those for which a condition holds, oldest first.</summary>
    public static List<Consultation> Where(
        DbConnection db, string condition, Func<Agent, Liveness> live, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Heads(db, condition, values).ConvertAll(head => Complete(db, head, live));

    /// <summary>Those that are over, of which somebody has not read something yet, and not that Sidecar told so.</summary>
    public static List<Consultation> OverAndUnreadBy(DbConnection db, AgentName reader) => Where(
        db,
        """
        ended_at IS NOT NULL AND id IN (
            SELECT thread FROM deliveries JOIN messages ON messages.id = message_id
            WHERE deliveries.recipient = $reader AND read_at IS NULL AND thread IS NOT NULL
            GROUP BY thread HAVING max(iif(sender = $system, messages.id, 0)) < max(messages.id))
        """,
        AsRegistered, ("$reader", reader.ToString()), ("$system", AgentName.System.ToString()));

    /// <summary>Whether an agent lives, for whoever need not know more than that its registration was ended.</summary>
    public static Liveness AsRegistered(Agent agent) => agent.LeftAt is null ? Liveness.Alive : Liveness.Dead;

    /// <summary>The same without files and parties, for whoever asks after the time only.</summary>
    public static List<Consultation> Heads(DbConnection db, string condition, params ReadOnlySpan<(string Name, object? Value)> values) =>
        db.Query($"SELECT * FROM consultations WHERE {condition}", Read, values);

    /// <summary>How many there are, over or not.</summary>
    public static int Count(DbConnection db) => (int)db.Number("SELECT count(*) FROM consultations");

    /// <summary>How many that somebody opened can still be agreed on.</summary>
    public static long CountUnfinished(DbConnection db, long openerId) =>
        db.Number($"SELECT count(*) FROM consultations WHERE {Unfinished} AND opener_id = $opener", ("$opener", openerId));

    /// <summary>Everybody who is still to agree on something, once.</summary>
    public static List<Agent> Asked(DbConnection db) => db.Query(
        $"""
        SELECT {AgentRows.Columns} FROM agents WHERE agents.id IN
            (SELECT agent_id FROM consultation_parties WHERE dropped_at IS NULL AND consultation_id IN
                (SELECT id FROM consultations WHERE {Unfinished}))
        """,
        AgentRows.Read);

    /// <summary>
    /// Whether somebody was shown a message, and has read it, whatever it is called now. What is only being shown may never arrive:
    /// its process can die before it has answered. And what was acknowledged without ever being shown was read by nobody.
    /// </summary>
    public static bool WasSeen(DbConnection db, long message, long agentId) => db.Number(
        "SELECT count(*) FROM deliveries WHERE message_id = $message AND shown_to = $agent AND read_by = $agent AND read_at IS NOT NULL",
        ("$message", message), ("$agent", agentId)) > 0;

    private static Consultation Complete(DbConnection db, Consultation head, Func<Agent, Liveness> live) => head with
    {
        Files = db.Query(
            "SELECT pattern FROM consultation_files WHERE consultation_id = $id", row => ClaimPattern.FromStored(row.Text("pattern")!), ("$id", head.Id)),
        Parties = db.Query(
            $"""
            SELECT {AgentRows.Columns}, answer, answered_round, answered_at, reason, dropped_at, dropped_why
            FROM consultation_parties JOIN agents ON agents.id = agent_id
            WHERE consultation_id = $id ORDER BY agents.id <> $opener, agents.id
            """,
            row => ReadParty(row, live), ("$id", head.Id), ("$opener", head.OpenerId)),
    };

    private static Consultation Read(Row row) => new()
    {
        Id = row.Number("id")!.Value,
        At = row.Time("at"),
        OpenerId = row.Number("opener_id")!.Value,
        Cause = Words.ConsultationCause(row.Text("cause")!),
        Subject = row.Text("subject")!,
        Files = [],
        Parties = [],
        State = Words.ConsultationState(row.Text("state")!),
        Round = (int)row.Number("round")!,
        Ttl = TimeSpan.FromMilliseconds(row.Number("ttl_ms")!.Value),
        Deadline = row.Time("deadline"),
        Proposal = row.Text("proposal") is { } text
            ? new Proposal(text, row.Number("proposed_by")!.Value, row.Time("proposed_at")) { Message = row.Number("proposed_message") }
            : null,
        EndedAt = row.TimeOrNull("ended_at"),
        EndedWhy = row.Text("ended_why"),
        ClosedAt = row.TimeOrNull("closed_at"),
        ClosedBy = row.Text("closed_by") is { } by ? AgentName.ParseParty(by) : null,
        Outcome = row.Text("outcome"),
    };

    private static Party ReadParty(Row row, Func<Agent, Liveness> live)
    {
        var agent = AgentRows.Read(row);
        return new Party(agent, row.Number("dropped_at") is null ? live(agent) : Liveness.Dead)
        {
            Answer = row.Text("answer") switch
            {
                null => null,
                "approved" => PartyAnswer.Approved,
                _ => PartyAnswer.Contested,
            },
            AnsweredRound = (int)(row.Number("answered_round") ?? 0),
            AnsweredAt = row.TimeOrNull("answered_at"),
            Reason = row.Text("reason") ?? "",
            LeftAt = row.TimeOrNull("dropped_at"),
            LeftWhy = row.Text("dropped_why"),
        };
    }
}
