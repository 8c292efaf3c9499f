using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Status;
using Sidecar.Storage;

namespace Sidecar.Consultations;

/// <summary>
/// Threads in which agents agree. Each method is one transaction. What time and death make of a thread is stored, and told to its
/// parties, by whoever looks next: see <see cref="Settle"/>.
/// </summary>
public sealed class ConsultationStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    /// <summary>How many posts an answer shows.</summary>
    public const int MostMessages = 20;

    /// <summary>How many one can have opened that are not over.</summary>
    public const int MostUnfinished = 20;

    private const int MostListed = 50;
    private const int MostEnded = 5;

    // So long after its end one is listed.
    private static readonly TimeSpan ListedAfter = TimeSpan.FromDays(1);

    // What nobody closes is done, or forgotten.
    private static readonly TimeSpan AgreementLife = TimeSpan.FromDays(1);

    /// <summary>Opens one.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="request">Whom, and what.</param>
    /// <param name="limits">How much talk is allowed: each step is a message.</param>
    /// <exception cref="SidecarException">It asks somebody who is not there, or breaks a limit; nothing was stored.</exception>
    public ConsultationAnswer Open(AgentKey actor, ConsultationRequest request, TalkLimits limits)
    {
        if (request.RefuseIncomplete() is { } incomplete)
            return incomplete;

        request.Check();
        return db.Write(connection =>
        {
            var (me, now) = Begin(connection, actor);
            MessageLimits.CheckRate(connection, me.Name, limits, now);
            var asked = new Asking(connection, me, new Company(connection, presence, now)).Resolve(request);
            CheckUnfinished(connection, me);
            return new ConsultationAnswer.Done(Open(connection, me, asked, notAsked: [], request, now));
        });
    }

    /// <summary>
    /// The one in which whoever announced is to agree with those whom it meets: one that they have about one of the files already,
    /// or agreed in about all of them; else one that some of them have, which the others then join; else a new one.
    /// </summary>
    /// <param name="actor">Who announced.</param>
    /// <param name="others">Whom it meets.</param>
    /// <param name="request">What it announced, where it meets them; whom to ask is in <paramref name="others"/>.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    /// <param name="limits">How much talk is allowed: a new one is a message.</param>
    /// <returns>Null where none of them is left.</returns>
    /// <exception cref="SidecarException">A new one would break a limit; nothing was stored.</exception>
    public ConflictThread? OpenOnConflict(
        AgentKey actor, IReadOnlyCollection<long> others, ConsultationRequest request, bool ignoreCase, TalkLimits limits) => db.Write(connection =>
    {
        var (me, now) = Begin(connection, actor);
        var met = others.Select(id => AgentRows.Find(connection, id)).OfType<Agent>()
            .Where(agent => agent.Id != me.Id && presence.Check(agent, now) is not Liveness.Dead)
            .OrderBy(agent => agent.Id).ToList(); // The same ones each time, so that what stands is found again.
        if (met.Count == 0)
            return null;

        var asked = met.Take(ConsultationRequest.MaxAsked).ToList();
        IReadOnlyList<AgentName> notAsked = [.. met.Skip(asked.Count).Select(agent => agent.Name)];
        IReadOnlyList<long> parties = [me.Id, .. asked.Select(agent => agent.Id)];
        var current = Current(connection, now);
        if (current.Find(thread => ConsultationRules.IsAbout(thread, parties, request.Files, ignoreCase)) is { } standing)
            return new ConflictThread(standing, notAsked);

        MessageLimits.CheckRate(connection, me.Name, limits, now);
        if (current.Find(thread => ConsultationRules.IsToBeJoined(thread, parties, request.Files, ignoreCase)) is { } other)
            return new ConflictThread(Join(connection, other, [me, .. asked], me, notAsked, request.Text, now), notAsked);

        CheckUnfinished(connection, me);
        return new ConflictThread(Open(connection, me, asked, notAsked, request, now), notAsked);
    });

    /// <summary>Does something in one.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">What; neither opening nor looking.</param>
    /// <param name="id">The number of the consultation.</param>
    /// <param name="text">The words; left out where the action takes none.</param>
    /// <param name="limits">How much talk is allowed: each step is a message.</param>
    /// <param name="call">The call that answers; what a refusal shows is leased to it.</param>
    /// <exception cref="SidecarException">The text is missing or breaks a limit; nothing was stored.</exception>
    public ConsultationAnswer Act(AgentKey actor, ConsultAction action, long id, string? text, TalkLimits limits, CallId call)
    {
        if (ConsultationRules.RefuseSilence(action, text) is { } silent)
            return silent;

        text = string.IsNullOrWhiteSpace(text) ? null : text;
        if (text is not null)
            ConsultationRequest.CheckText(text);

        return db.Write(connection =>
        {
            var (me, now) = Begin(connection, actor);
            if (Find(connection, id, now) is not { } found)
                return Unknown(id);

            var before = WithSeen(connection, found, me.Id);
            // Whoever comes back too late is told what became of it.
            var party = before.Find(me.Id) ?? before.FindFormer(me.Name);
            var answer = ConsultationRules.Decide(before, party?.Agent.Id ?? me.Id, action, text, now);
            if (answer is ConsultationAnswer.Refused)
                return ConsultationRules.IsAnswer(action) && IsUnseen(before, me.Id) ? WithProposal(connection, answer, before, me, call, now) : answer;

            var after = ((ConsultationAnswer.Done)answer).Thread;
            if (after == before && action is not ConsultAction.Post)
                return answer;

            MessageLimits.CheckRate(connection, me.Name, limits, now);
            if (action is ConsultAction.Post)
                CheckRoom(connection, after, me, limits);
            ConsultationRows.Save(connection, after);
            return new ConsultationAnswer.Done(ConsultationNews.Acted(connection, after, before, me, action, text, now));
        });
    }

    /// <summary>One with its last messages, and with its proposal; unread ones among them are leased to the call.</summary>
    public ConsultationAnswer Get(AgentKey actor, long id, CallId call) => db.Write<ConsultationAnswer>(connection =>
    {
        var (me, now) = Begin(connection, actor);
        if (Find(connection, id, now) is not { } thread)
            return Unknown(id);

        thread = WithSeen(connection, thread, me.Id);
        return Showing(connection, new ConsultationAnswer.Done(thread), thread, Posts(connection, thread), me, call, now);
    });

    /// <summary>The same for somebody who only looks: nobody is shown anything by it.</summary>
    public ConsultationAnswer Look(long id)
    {
        var now = time.GetUtcNow();
        return db.Read<ConsultationAnswer>(connection => db.Has(connection, "consultations") && ConsultationRows.Find(connection, id, Live(now)) is { } thread
            ? new ConsultationAnswer.Done(ConsultationRules.Settle(thread, now)) { Messages = Posts(connection, thread) }
            : Unknown(id));
    }

    /// <summary>What is current, and of the others the few that ended in the last day, newest first; of each kind the reader's own first.</summary>
    /// <param name="reader">The registration of whoever reads; null for nobody in particular.</param>
    public Excerpt<Consultation> List(long? reader)
    {
        var now = time.GetUtcNow();
        var (found, total) = db.Read<(IReadOnlyList<Consultation>, int)>(connection => db.Has(connection, "consultations")
            ? ([.. Current(connection, now), .. Ended(connection, now)], ConsultationRows.Count(connection))
            : ([], 0));
        var shown = found.DistinctBy(thread => thread.Id)
            .OrderBy(thread => thread.IsUnfinished ? 0 : thread.IsAgreement ? 1 : 2)
            .ThenBy(thread => thread.Find(reader ?? 0) is null)
            .ThenByDescending(thread => thread.Id)
            .Take(MostListed)
            .ToList();
        return new(shown, total - shown.Count);
    }

    /// <summary>What can still be agreed on, and what was agreed in the last day between at least two who are still here and is not done; oldest first.</summary>
    public IReadOnlyList<Consultation> Current()
    {
        var now = time.GetUtcNow();
        return db.Read(connection => db.Has(connection, "consultations") ? Current(connection, now) : []);
    }

    /// <summary>
    /// Ends what took too long and drops those who are dead, and tells the parties. Cheap where there is nothing to do, which is
    /// nearly always: a write would wake all who wait for claims.
    /// </summary>
    public void Settle() => ConsultationEnds.SettleIfDue(db, presence, time.GetUtcNow());

    // Whoever acts sees things as they are: the dead agree to nothing, and nothing is agreed on too late.
    private (Agent Me, DateTimeOffset Now) Begin(DbConnection connection, AgentKey actor)
    {
        var now = time.GetUtcNow();
        var me = AgentRows.Act(connection, actor, now);
        ConsultationEnds.Settle(connection, presence, now, me.Id);
        return (me, now);
    }

    private Consultation Open(
        DbConnection connection, Agent me, IReadOnlyList<Agent> asked, IReadOnlyList<AgentName> notAsked, ConsultationRequest request, DateTimeOffset now)
    {
        var opened = ConsultationRules.Open(
            new Party(me, Liveness.Alive), [.. asked.Select(agent => new Party(agent, presence.Check(agent, now)))],
            request.Text, request.Files, request.Cause, request.Ttl, now);
        return ConsultationNews.Opened(connection, ConsultationRows.Add(connection, opened), me, notAsked, now);
    }

    private Consultation Join(
        DbConnection connection, Consultation thread, IEnumerable<Agent> parties, Agent me, IReadOnlyList<AgentName> notAsked, string intent, DateTimeOffset now)
    {
        List<Party> more = [.. parties.Where(agent => thread.Find(agent.Id) is null).Select(agent => new Party(agent, presence.Check(agent, now)))];
        var joined = ConsultationRules.Join(thread, more, now);
        ConsultationRows.Join(connection, joined, more);
        ConsultationNews.Joined(connection, joined, more, me, notAsked, intent, now);
        return joined;
    }

    // A step of agreeing must reach everybody; what is only said waits as other messages do.
    private static void CheckRoom(DbConnection connection, Consultation thread, Agent me, TalkLimits limits)
    {
        var others = thread.Here.Where(party => party.Agent.Id != me.Id).Select(party => party.Agent.Name);
        var full = MessageLimits.FullOnes(connection, others, limits);
        if (full.Count > 0)
            throw MessageLimits.Full(full, limits);
    }

    // Everybody who looks has to look through them all.
    private static void CheckUnfinished(DbConnection connection, Agent me)
    {
        if (ConsultationRows.CountUnfinished(connection, me.Id) >= MostUnfinished)
        {
            throw SidecarException.Refused(
                $"{me.Name} has opened {MostUnfinished} consultations that are not over, and no more are allowed. Nothing was opened.",
                "consult lists them (in a terminal: sidecar consult); come to an agreement in one, or cancel it");
        }
    }

    // Two questions: each has an index of its own.
    private List<Consultation> Current(DbConnection connection, DateTimeOffset now) =>
    [
        .. ConsultationRows.Where(connection, ConsultationRows.Unfinished, Live(now))
            .Concat(ConsultationRows.Where(connection, ConsultationRows.Agreements, Live(now), ("$since", (now - AgreementLife).Stored())))
            .Select(thread => ConsultationRules.Settle(thread, now))
            .Where(thread => thread.IsUnfinished || thread.IsAgreement)
            .OrderBy(thread => thread.Id),
    ];

    private List<Consultation> Ended(DbConnection connection, DateTimeOffset now) => ConsultationRows.Where(
        connection, "coalesce(closed_at, ended_at) > $since ORDER BY coalesce(closed_at, ended_at) DESC, id DESC LIMIT $most", Live(now),
        ("$since", (now - ListedAfter).Stored()), ("$most", MostEnded));

    private Consultation? Find(DbConnection connection, long id, DateTimeOffset now) =>
        ConsultationRows.Find(connection, id, Live(now));

    private Func<Agent, Liveness> Live(DateTimeOffset now) => agent => presence.Check(agent, now);

    private static Consultation WithSeen(DbConnection connection, Consultation thread, long me) =>
        thread.Proposal?.Message is { } message
        && thread.Find(me) is { } party && party.SeenRound < thread.Round && ConsultationRows.WasSeen(connection, message, me)
            ? thread.With(party with { SeenRound = thread.Round })
            : thread;

    private static bool IsUnseen(Consultation thread, long me) =>
        thread.State is ConsultationState.Resolving && thread.Find(me) is { IsHere: true } party && ConsultationRules.IsUnseen(thread, party);

    // So that the next answer counts.
    private ConsultationAnswer WithProposal(
        DbConnection connection, ConsultationAnswer refused, Consultation thread, Agent me, CallId call, DateTimeOffset now) =>
        Showing(connection, refused, thread, Messages(connection, "messages.id = $id", thread.Proposal!.Message!.Value), me, call, now);

    // What this answer shows must not be shown once more as unread, unless nobody receives it.
    private ConsultationAnswer Showing(
        DbConnection connection, ConsultationAnswer answer, Consultation thread, List<Message> messages, Agent me, CallId call, DateTimeOffset now)
    {
        // Acknowledged without being shown: unread once more, so that it is seen when this answer arrives, and not before.
        if (IsUnseen(thread, me.Id) && thread.Proposal?.Message is { } proposal && !DeliveryRows.IsUnread(connection, me.Name, proposal))
            DeliveryRows.ShowAgain(connection, proposal, me.Name);

        var shownElsewhere = BeingShown.To(connection, me, presence, now);
        DeliveryRows.Lease(connection, messages.Select(message => message.Id).Except(shownElsewhere), me, presence.Host, call, now);
        return answer with { Messages = messages };
    }

    // However much was said since, the proposal is among them.
    private static List<Message> Posts(DbConnection connection, Consultation thread)
    {
        var proposal = thread.Proposal?.Message is { } id ? Messages(connection, "messages.id = $id", id) : [];
        var others = Messages(connection, "thread = $id", thread.Id).Where(post => !proposal.Exists(one => one.Id == post.Id));
        var newest = MessageRoom.First(others, MessageRoom.OfAnswer - proposal.Sum(MessageRoom.Of));
        return [.. newest.Concat(proposal).OrderBy(post => post.Id)];
    }

    private static List<Message> Messages(DbConnection connection, string condition, long id) => connection.Query(
        $"SELECT {MessageRows.Columns} FROM messages WHERE {condition} ORDER BY messages.id DESC LIMIT $most", MessageRows.Read,
        ("$id", id), ("$most", MostMessages));

    private static ConsultationAnswer.Refused Unknown(long id) =>
        new(ProblemKind.Usage, $"There is no consultation {id}.", [ConsultAction.List], Thread: null);
}
