using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Summaries for whoever comes next. Each method is one transaction.</summary>
public sealed class HandoffStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    // Whoever has talked too much is about to end, as a rule, and must not lose the summary by it.
    private const int LastWords = 5;

    /// <summary>Keeps a summary. One for somebody else's name is also delivered to it; the others are there to be looked up.</summary>
    /// <param name="actor">Who writes it.</param>
    /// <param name="summary">Its text.</param>
    /// <param name="scope">"all", a name or a topic; null for all.</param>
    /// <param name="limits">How much the actor may say.</param>
    /// <exception cref="SidecarException">It breaks a limit, or the scope means nobody or a topic in which the actor may not write.</exception>
    public Handoff Write(AgentKey actor, string summary, string? scope, TalkLimits limits)
    {
        if (string.IsNullOrWhiteSpace(summary))
            throw SidecarException.Usage("The summary is empty.", "say in it what is done, what is not, and what the next one must know");

        var draft = new Draft(Draft.Everybody, summary, Kind: ReservedKinds.Handoff);
        draft.Check();
        return db.Write(connection =>
        {
            var now = time.GetUtcNow();
            var me = AgentRows.Act(connection, actor, now);
            MessageLimits.CheckRate(connection, me.Name, limits with { PerMinute = limits.PerMinute + LastWords }, now);
            var whom = HandoffRows.Resolve(connection, scope);
            var recipients = Recipients(connection, me, draft with { To = whom.To, Topic = whom.Topic }, now);
            if (recipients is [var heir] && MessageLimits.IsFull(connection, heir.Name, limits))
                throw MessageLimits.Full([heir.Name], limits);

            var id = MessageRows.Add(
                connection, me.Name, draft with { To = whom.To, Topic = whom.Topic }, recipients.Select(recipient => recipient.Name), now);
            return new Handoff(whom, new Sent(id, recipients) { Topic = whom.Topic });
        });
    }

    private List<Recipient> Recipients(DbConnection connection, Agent me, Draft draft, DateTimeOffset now)
    {
        // What one leaves for one's own next session is found by it; the present one knows it.
        if (draft.To.Equals(me.Name.ToString(), StringComparison.OrdinalIgnoreCase))
            return [];

        var (_, recipients) = new Addressing(connection, me, new Company(connection, presence, now)).Resolve(draft);
        return draft.To == Draft.Everybody ? [] : recipients;
    }
}
