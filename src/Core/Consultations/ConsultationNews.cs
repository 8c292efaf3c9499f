using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Consultations;

/// <summary>
/// Tells the parties of each step: as a message in the thread, delivered and found like any other, and as an event. Always
/// inside a caller's transaction.
/// </summary>
internal static class ConsultationNews
{
    /// <summary>The kind of these messages.</summary>
    public const string Kind = ReservedKinds.Consultation;

    /// <summary>Tells that it was opened: also in the opener's name where an announcement did it, for the words are the opener's.</summary>
    public static Consultation Opened(DbConnection db, Consultation thread, Agent by, IReadOnlyList<AgentName> notAsked, DateTimeOffset now)
    {
        var isRequest = thread.Cause is ConsultationCause.Request;
        Record(db, "opened", by.Name, thread, now);
        var sent = Say(db, thread, by.Name, by.Id, call => StepWords.Opened(thread, notAsked, call), thread.Subject, now);
        return isRequest ? WithMessage(db, thread, sent) : thread;
    }

    /// <summary>Tells that some more are to agree, and brings them the proposal that stands.</summary>
    public static void Joined(
        DbConnection db, Consultation thread, IReadOnlyList<Party> more, Agent by, IReadOnlyList<AgentName> notAsked, string intent, DateTimeOffset now)
    {
        Record(db, "joined", by.Name, thread, now);
        if (thread.Proposal?.Message is { } proposal)
        {
            foreach (var party in more)
                DeliveryRows.ShowAgain(db, proposal, party.Agent.Name);
        }

        Say(db, thread, by.Name, by.Id, call => StepWords.Joined(thread, by.Name, notAsked, call), intent, now);
    }

    /// <summary>Tells what a party did.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="thread">The consultation as it is now.</param>
    /// <param name="before">As it was.</param>
    /// <param name="by">The party.</param>
    /// <param name="action">What it did.</param>
    /// <param name="text">What it said; null for nothing.</param>
    /// <param name="now">This moment.</param>
    public static Consultation Acted(
        DbConnection db, Consultation thread, Consultation before, Agent by, ConsultAction action, string? text, DateTimeOffset now)
    {
        if (action is not ConsultAction.Post)
            Record(db, Words.Of(action), by.Name, thread, now);
        if (before.IsUnfinished && !thread.IsUnfinished)
            Record(db, Words.Of(thread.State), by.Name, thread, now);
        var sent = Say(db, thread, by.Name, by.Id, call => StepWords.Acted(thread, by.Name, action, call), text, now);
        return action is ConsultAction.Propose ? WithMessage(db, thread, sent) : thread;
    }

    /// <summary>Tells that its time is over.</summary>
    public static void Expired(DbConnection db, Consultation thread, DateTimeOffset now)
    {
        Record(db, Words.Of(thread.State), AgentName.System, thread, now);
        Say(db, thread, AgentName.System, but: null, call => StepWords.Over(thread, call), text: null, now);
    }

    /// <summary>Tells that somebody is gone, and what becomes of it by that.</summary>
    public static void Dropped(DbConnection db, Consultation thread, Consultation before, Agent gone, string why, DateTimeOffset now)
    {
        Record(db, thread.State == before.State ? "dropped" : Words.Of(thread.State), AgentName.System, thread, now);
        Say(db, thread, AgentName.System, but: null, call => StepWords.Dropped(thread, before, gone.Name, why, call), text: null, now);
    }

    /// <summary>Tells that one who was gone is back and asked again.</summary>
    public static void Returned(DbConnection db, Consultation thread, Agent back, DateTimeOffset now)
    {
        Record(db, "returned", back.Name, thread, now);
        Say(db, thread, AgentName.System, but: null, call => StepWords.Returned(thread, back.Name, call), text: null, now);
    }

    /// <summary>Tells one who was gone what became of a consultation, of which the last it heard was that something is awaited.</summary>
    public static void Missed(DbConnection db, Consultation thread, Party gone, DateTimeOffset now)
    {
        var name = gone.Agent.Name;
        MessageRows.Add(
            db, AgentName.System, new Draft(name.ToString(), ConsultationWords.NotAsked(thread, gone), Kind: Kind) { Thread = thread.Id }, [name], now);
    }

    private static long? Say(
        DbConnection db, Consultation thread, AgentName sender, long? but, Func<Func<ConsultAction, string>, string> lead, string? text, DateTimeOffset now)
    {
        var recipients = thread.Here.Where(party => party.Agent.Id != but).Select(party => party.Agent.Name).ToList();
        if (recipients.Count == 0 && text is null)
            return null;

        var to = recipients is [var only] ? only.ToString() : Draft.Everybody;
        var words = lead(action => Call(action, thread.Id, recipients));
        var draft = new Draft(to, text is null ? words : $"{words}\n{text}", Kind: Kind) { Thread = thread.Id };
        return MessageRows.Add(db, sender, draft, recipients, now);
    }

    // A person has no tools to call, and an agent need not be told the command.
    private static string Call(ConsultAction action, long id, List<AgentName> recipients)
    {
        var command = "sidecar " + string.Join(' ', ConsultCalls.Command(action, id));
        if (!recipients.Contains(AgentName.Human))
            return ConsultCalls.Tool(action, id);

        return recipients.Count == 1 ? command : $"{ConsultCalls.Tool(action, id)} (a person: {command})";
    }

    private static Consultation WithMessage(DbConnection db, Consultation thread, long? message)
    {
        var told = thread with { Proposal = thread.Proposal! with { Message = message } };
        ConsultationRows.Save(db, told);
        return told;
    }

    private static void Record(DbConnection db, string what, AgentName who, Consultation thread, DateTimeOffset now) => EventLog.Add(
        db, new Happening(now, $"consultation.{what}", who.ToString(), ConsultationWords.Title(thread), Printable.Short(thread.Outcome ?? thread.EndedWhy ?? "", 200)));
}
