using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Summaries for whoever comes next. Each method is one transaction.</summary>
public sealed class HandoffStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    /// <summary>Keeps a summary. One for somebody's name is also delivered to that one; the others are there to be looked up.</summary>
    /// <param name="actor">Who writes it.</param>
    /// <param name="summary">Its text.</param>
    /// <param name="scope">"all", a name or a topic; null for all.</param>
    /// <exception cref="SidecarException">It is empty or too long, or the scope means nobody.</exception>
    public Handoff Write(AgentKey actor, string summary, string? scope)
    {
        var draft = new Draft(Draft.Everybody, summary, Kind: HandoffRows.Kind);
        draft.Check();
        return db.Write(connection =>
        {
            var now = time.GetUtcNow();
            var me = AgentRows.Act(connection, actor, now);
            var whom = HandoffRows.Resolve(connection, scope);
            var recipients = Recipients(connection, whom, me, now);
            var id = MessageRows.Add(
                connection, me.Name, draft with { To = whom.To, Topic = whom.Topic }, recipients.Select(recipient => recipient.Name), now);
            return new Handoff(whom, new Sent(id, recipients));
        });
    }

    // What one leaves for one's own next session is found by it; the present one knows it.
    private List<Recipient> Recipients(DbConnection connection, HandoffScope scope, Agent me, DateTimeOffset now)
    {
        if (scope.To == Draft.Everybody || AgentName.ParseParty(scope.To) is var name && name == me.Name)
            return [];

        var isLive = AgentRows.FindPresent(connection, name) is { } agent && presence.Check(agent, now) is not Liveness.Dead;
        return [new Recipient(name, isLive)];
    }
}
