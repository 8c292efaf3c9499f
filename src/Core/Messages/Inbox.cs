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

    private int _waiting;

    /// <summary>
    /// Begins a call that the agent makes through <paramref name="process"/>: the agent is active, and what its earlier calls
    /// through this process showed now counts as read, except what calls that still run showed.
    /// </summary>
    public void BeginCall(AgentKey actor, ProcessRef process, IReadOnlyCollection<long> running)
    {
        var now = time.GetUtcNow();

        // A write wakes all who wait for claims; a burst of calls with nothing to confirm needs none.
        var isSettled = db.Read(connection =>
            AgentRows.Authenticate(connection, actor) is var me
            && now - me.ActiveAt < Burst && now - me.HeartbeatAt < Presence.HeartbeatLimit
            && !DeliveryRows.HasShown(connection, actor.Id, presence.Host, process, running));
        if (isSettled)
            return;

        db.Write(connection =>
        {
            AgentRows.Act(connection, actor, now);
            AgentRows.Beat(connection, actor, session: null, now);
            return DeliveryRows.Confirm(connection, actor.Id, presence.Host, process, running, now);
        });
    }

    /// <summary>Takes up to <paramref name="limit"/> unread messages, oldest first, to show in the reply of <paramref name="call"/>.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="call">The call that shows them.</param>
    /// <param name="limit">The most to take; 0 only counts.</param>
    /// <param name="characters">The most that the taken texts and bodies may have together; the first one is taken anyway.</param>
    /// <param name="isFit">Whether a message can be shown there at all: nothing later is shown before one that cannot. Null where each can.</param>
    public Delivery Take(AgentKey actor, CallId call, int limit, int characters = int.MaxValue, Func<Message, bool>? isFit = null)
    {
        // Most calls find nothing, and finding nothing needs no write: a write would wake all who wait for claims.
        var unread = db.Read(connection => CountWaiting(connection, AgentRows.Authenticate(connection, actor)));
        return unread == 0 || limit == 0 ? new Delivery([], unread) : Lease(actor, call, limit, characters, isFit);
    }

    /// <summary>
    /// Whether a call waits for messages through this process: it shows what comes, so nothing else need tell of it.
    /// </summary>
    public bool IsAwaited => _waiting > 0;

    /// <summary>The first unread messages that nobody shows, and how many there are; takes none.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="after">Only messages with a higher number, and those of <paramref name="passed"/>.</param>
    /// <param name="passed">Messages up to there that were being shown before, and may have been put back.</param>
    /// <param name="limit">The most to return.</param>
    public Glance Peek(AgentKey actor, long after, IReadOnlyCollection<long> passed, int limit) => db.Read(connection =>
    {
        var me = AgentRows.Authenticate(connection, actor);
        var busy = Shown(connection, me);
        var again = passed.Where(id => !busy.Contains(id)).SelectMany(id => DeliveryRows.FindUnread(connection, me.Name, id)).ToList();
        var waiting = DeliveryRows.Unread(connection, me.Name, limit + busy.Count, after);
        var newest = DeliveryRows.NewestUnread(connection, me.Name);
        var unread = newest <= after ? 0 : DeliveryRows.CountUnread(connection, me.Name, after) - busy.Count(id => id > after);
        return new Glance(
            [.. again.Concat(waiting.Where(message => !busy.Contains(message.Id))).Take(limit)],
            newest,
            unread + again.Count,
            [.. busy.Where(id => id > after || passed.Contains(id))]);
    });

    /// <summary>As <see cref="TakeAsync"/> for somebody else than the reader, who only looks: nothing is taken, and the reader is not active by it.</summary>
    public async Task<Delivery> LookAsync(AgentKey reader, int limit, TimeSpan wait, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var seen = Peek(reader, after: 0, passed: [], limit);
        if (seen.Messages.Count == 0 && wait > TimeSpan.Zero)
        {
            using var bell = db.Bells.ListenForMail(agents.Get(reader).Name.ToString(), time);
            for (var left = wait; left > TimeSpan.Zero; left = wait - time.GetElapsedTime(began))
            {
                db.EnsureCurrent();
                seen = Peek(reader, after: 0, passed: [], limit);
                if (seen.Messages.Count > 0)
                    break;

                await bell.WaitAsync(left, cancellationToken);
            }
        }

        return new Delivery(seen.Messages, seen.Unread - seen.Messages.Count);
    }

    /// <summary>As <see cref="Take"/>, but where nothing is unread it waits for a message, for at most <paramref name="wait"/>.</summary>
    public async Task<Delivery> TakeAsync(
        AgentKey actor, CallId call, int limit, int characters, TimeSpan wait, CancellationToken cancellationToken)
    {
        var delivery = Take(actor, call, limit, characters);
        if (delivery.Messages.Count > 0 || wait == TimeSpan.Zero)
            return delivery;

        Interlocked.Increment(ref _waiting);
        try
        {
            return await WaitAsync(actor, call, limit, characters, wait, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Takes one message that a call shows of itself, for instance because it was asked about; false where it was not unread.</summary>
    public bool TakeShown(AgentKey actor, CallId call, long message)
    {
        if (!db.Read(connection => IsWaiting(connection, AgentRows.Authenticate(connection, actor), message)))
            return false;

        return db.Write(connection =>
        {
            var me = AgentRows.Authenticate(connection, actor);
            if (!IsWaiting(connection, me, message))
                return false;

            DeliveryRows.Lease(connection, [message], me, presence.Host, call, time.GetUtcNow());
            return true;
        });
    }

    /// <summary>Makes what a call took unread again: its reply is not sent, or does not show it.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="call">The call that took it.</param>
    /// <param name="only">Which of the messages that it took; null for all.</param>
    public void PutBack(AgentKey actor, CallId call, IReadOnlyCollection<long>? only = null) => db.Write(connection =>
    {
        AgentRows.Authenticate(connection, actor);
        return DeliveryRows.PutBack(connection, actor.Id, presence.Host, call, only);
    });

    /// <summary>Counts messages as read at once; ids that are not this agent's are ignored. Returns how many there were.</summary>
    public int Acknowledge(AgentKey actor, IReadOnlyList<long> ids) => db.Write(connection =>
    {
        var now = time.GetUtcNow();
        return DeliveryRows.Acknowledge(connection, AgentRows.Act(connection, actor, now), ids, now);
    });

    private async Task<Delivery> WaitAsync(
        AgentKey actor, CallId call, int limit, int characters, TimeSpan wait, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            // A new name has another bell.
            var name = agents.Get(actor).Name;
            using var bell = db.Bells.ListenForMail(name.ToString(), time);
            while (LookInto(actor) is var mail && mail.Reader.Name == name)
            {
                cancellationToken.ThrowIfCancellationRequested();
                db.EnsureCurrent();
                agents.KeepActive(actor, mail.Reader);
                var delivery = mail.IsWorthTaking ? TakeFrom(mail, actor, call, limit, characters) : new Delivery([], 0);
                var left = wait - time.GetElapsedTime(began);
                if (delivery.Messages.Count > 0 || left <= TimeSpan.Zero)
                    return delivery;

                await bell.WaitAsync(left, cancellationToken);
            }
        }
    }

    // All that each turn of a wait asks, in one transaction: many wait, and a broadcast wakes them all at once.
    private Mail LookInto(AgentKey actor) => db.Read(connection =>
    {
        var me = AgentRows.Authenticate(connection, actor);
        var isDue = !db.IsReadOnly && ConsultationEnds.IsDue(connection, presence, time.GetUtcNow(), me.Id);
        return new Mail(me, CountWaiting(connection, me) > 0, isDue);
    });

    private Delivery TakeFrom(Mail mail, AgentKey actor, CallId call, int limit, int characters)
    {
        if (!mail.IsDue)
            return Lease(actor, call, limit, characters, isFit: null);

        // Its end is told to the parties, and so perhaps to this one.
        ConsultationEnds.SettleIfDue(db, presence, time.GetUtcNow(), actor.Id);
        return Take(actor, call, limit, characters);
    }

    private Delivery Lease(AgentKey actor, CallId call, int limit, int characters, Func<Message, bool>? isFit) => db.Write(connection =>
    {
        var me = AgentRows.Authenticate(connection, actor);
        var busy = Shown(connection, me);
        var waiting = DeliveryRows.Unread(connection, me.Name, limit + busy.Count);
        var shown = MessageRoom.First(
            waiting.Where(message => !busy.Contains(message.Id)).TakeWhile(message => isFit?.Invoke(message) != false).Take(limit), characters);
        DeliveryRows.Lease(connection, shown.Select(message => message.Id), me, presence.Host, call, time.GetUtcNow());
        return new Delivery(shown, DeliveryRows.CountUnread(connection, me.Name) - busy.Count - shown.Count);
    });

    private int CountWaiting(DbConnection connection, Agent me)
    {
        var unread = DeliveryRows.CountUnread(connection, me.Name);
        return unread == 0 ? 0 : unread - Shown(connection, me).Count;
    }

    private HashSet<long> Shown(DbConnection connection, Agent me) => BeingShown.To(connection, me, presence, time.GetUtcNow());

    private bool IsWaiting(DbConnection connection, Agent me, long message) =>
        DeliveryRows.IsUnread(connection, me.Name, message) && !Shown(connection, me).Contains(message);

    /// <summary>What a turn of a wait finds.</summary>
    /// <param name="Reader">Who waits, as it is now.</param>
    /// <param name="IsThere">Whether something is unread that nobody shows.</param>
    /// <param name="IsDue">Whether a consultation is to be ended.</param>
    private sealed record Mail(Agent Reader, bool IsThere, bool IsDue)
    {
        public bool IsWorthTaking => IsThere || IsDue;
    }
}
