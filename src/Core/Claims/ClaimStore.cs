using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Impact;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Work;

namespace Sidecar.Claims;

/// <summary>The claims and the queue for them. Each method is one transaction, except the waiting one: one per look.</summary>
public sealed class ClaimStore(SidecarDatabase db, AgentStore agents, Presence presence, TimeProvider time)
{
    /// <summary>The most claims one agent may hold.</summary>
    public const int MaxPerAgent = 1000;

    /// <summary>Grants all of the request or nothing, without waiting.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    /// <param name="force">Lets a human claim the whole repository.</param>
    public ClaimAnswer TryClaim(AgentKey actor, ClaimRequest request, bool ignoreCase = false, bool force = false)
    {
        request.Check();
        return db.Write(connection => Decide(connection, actor, request, ignoreCase, force, place: null));
    }

    /// <summary>As <see cref="TryClaim(AgentKey, ClaimRequest, bool, bool)"/>, of a request that was checked, inside the caller's transaction.</summary>
    internal ClaimAnswer TryClaim(DbConnection connection, AgentKey actor, ClaimRequest request, bool ignoreCase) =>
        Decide(connection, actor, request, ignoreCase, force: false, place: null);

    /// <summary>As <see cref="TryClaim(AgentKey, ClaimRequest, bool, bool)"/>, but waits in the queue, first come first served, for at most <paramref name="wait"/>.</summary>
    public async Task<ClaimAnswer> ClaimAsync(
        AgentKey actor, ClaimRequest request, TimeSpan wait, bool ignoreCase, CancellationToken cancellationToken)
    {
        request.Check();
        using var bell = db.Bells.Listen(time);

        // The others are told an hour; how long it waits does not depend on what the clock is set to meanwhile.
        var began = time.GetTimestamp();
        var (answer, place) = Ask(actor, request, ignoreCase, time.GetUtcNow() + wait);
        try
        {
            while (place is { } held && answer is ClaimAnswer.Refused refused)
            {
                var left = wait - time.GetElapsedTime(began);
                if (left <= TimeSpan.Zero)
                    return refused with { TimedOut = true };

                await bell.WaitAsync(left, cancellationToken);
                db.EnsureCurrent();
                answer = AskAgain(actor, request, ignoreCase, held);
            }

            return answer;
        }
        finally
        {
            if (place is { } held && db.IsCurrent)
                LeaveQueue(held);
        }
    }

    /// <summary>Ends claims of the actor and what it announced, or hands the claims to somebody.</summary>
    /// <param name="actor">Who releases.</param>
    /// <param name="patterns">Which; null for all that the actor asked for, and with <paramref name="to"/> for its uncommitted work too.</param>
    /// <param name="to">A live agent to hand them to, or null.</param>
    /// <param name="force">Ends everybody's claims and announcements that touch the patterns; for humans only. Who made them is told.</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    /// <param name="byOutsider">Whether a process outside the actor's session does it: the actor is told.</param>
    public ReleaseAnswer Release(
        AgentKey actor,
        IReadOnlyList<ClaimPattern>? patterns,
        AgentName? to = null,
        bool force = false,
        bool ignoreCase = false,
        bool byOutsider = false) =>
        db.Write(connection =>
        {
            var now = time.GetUtcNow();
            var me = AgentRows.Act(connection, actor, now);
            if (force && !me.IsHuman)
                throw SidecarException.Refused("Only a person can force a release.", "ask the holder: send");

            AgentRows.EndDead(connection, presence, now);
            var active = ClaimRows.Active(connection, presence, now);
            var (ending, notHeld) = force
                ? (active.Where(claim => patterns?.Any(wanted => wanted.Intersects(claim.Pattern, ignoreCase)) ?? true).ToList(), [])
                : Mine(active, me, patterns, isHandOver: to is not null);
            var heir = to is { } name ? FindHeir(connection, name, me) : null;
            var announced = force
                ? AnnouncementRows.EndForced(connection, patterns, ignoreCase, me, now)
                : AnnouncementRows.EndNamed(connection, me.Id, patterns, heir is null ? "released" : $"handed to {heir.Name}", now);
            foreach (var claim in ending)
            {
                End(connection, claim, me, heir, now);
                if (byOutsider)
                    TellOfOutsider(connection, claim, me, heir, now);
                if (heir is not null)
                    HandOver(connection, claim, me, heir, active, now);
            }

            if (heir is not null)
                CheckCount(connection, heir);
            var board = Board(connection, ignoreCase, now);
            var served = ClaimRules.Servable(board).Select(waiting => waiting.Agent.Name).Distinct().ToList();
            return new ReleaseAnswer(ending, [.. notHeld.Where(wanted => !announced.Any(wanted.IsSamePlace))], served, heir?.Name)
            {
                Announced = announced,
            };
        });

    /// <summary>All claims that have not ended or expired, those of dead holders included and marked so.</summary>
    public IReadOnlyList<Claim> Active()
    {
        var now = time.GetUtcNow();
        return db.Read(connection => ClaimRows.Active(connection, presence, now));
    }

    /// <summary>As <see cref="Active"/>, without those that come of work.</summary>
    public IReadOnlyList<Claim> Explicit()
    {
        var now = time.GetUtcNow();
        return db.Read(connection => ClaimRows.Explicit(connection, presence, now));
    }

    /// <summary>Who waits for what, first come first.</summary>
    public IReadOnlyList<Waiting> Waiting()
    {
        var now = time.GetUtcNow();
        return db.Read(connection => ClaimRows.Queue(connection, presence, now));
    }

    /// <summary>Claims that ended by something else than their holder's release since <paramref name="since"/>, newest first.</summary>
    public IReadOnlyList<EndedClaim> Ended(DateTimeOffset since) => db.Read(connection => connection.Query(
        """
        SELECT pattern, name, ended_at, ended_why FROM claims JOIN agents ON agents.id = agent_id
        WHERE ended_at >= $since AND ended_why <> 'released' ORDER BY ended_at DESC, claims.id DESC LIMIT 50
        """,
        row => new EndedClaim(
            ClaimPattern.FromStored(row.Text("pattern")!), AgentName.ParseParty(row.Text("name")!), row.Time("ended_at"),
            row.Text("ended_why")!),
        ("$since", since.Stored())));

    /// <summary>The first look of a waiting claim: on a plain refusal it takes its place in the same transaction.</summary>
    internal (ClaimAnswer Answer, long? Place) Ask(AgentKey actor, ClaimRequest request, bool ignoreCase, DateTimeOffset deadline) =>
        db.Write<(ClaimAnswer, long?)>(connection =>
        {
            var answer = Decide(connection, actor, request, ignoreCase, force: false, place: null);
            if (answer is not ClaimAnswer.Refused { Conflicts: var conflicts })
                return (answer, null);

            var now = time.GetUtcNow();
            var me = AgentRows.Find(connection, actor.Id)!;
            if (ClaimRules.FindCircle(me, conflicts, Board(connection, ignoreCase, now)) is { } circle)
                return (new ClaimAnswer.Deadlock(circle, conflicts), null);

            return (answer, ClaimRows.Enqueue(connection, me, request, presence.Host, presence.Self, now, deadline));
        });

    /// <summary>A later look of a waiting claim, from its place in the queue.</summary>
    /// <remarks>It looks before it takes the write lock: every change wakes all who wait, and most of them wait on.</remarks>
    internal ClaimAnswer AskAgain(AgentKey actor, ClaimRequest request, bool ignoreCase, long place)
    {
        agents.KeepActive(actor);
        var stillHeld = db.Read(connection =>
        {
            var board = Board(connection, ignoreCase, time.GetUtcNow());
            var conflicts = ClaimRules.Conflicts(actor.Id, request.Patterns, request.Mode, board, place);
            var isCircle = ClaimRules.FindCircle(AgentRows.Authenticate(connection, actor), conflicts, board) is not null;
            return isCircle ? [] : conflicts;
        });
        return stillHeld.Count > 0
            ? new ClaimAnswer.Refused(stillHeld)
            : db.Write(connection => Decide(connection, actor, request, ignoreCase, force: false, place));
    }

    /// <summary>The end of a wait, whatever ended it.</summary>
    internal void LeaveQueue(long place) => db.Write(connection =>
    {
        ClaimRows.Dequeue(connection, place);
        return true;
    });

    private ClaimAnswer Decide(
        DbConnection connection, AgentKey actor, ClaimRequest request, bool ignoreCase, bool force, long? place)
    {
        var now = time.GetUtcNow();
        var me = place is null ? AgentRows.Act(connection, actor, now) : AgentRows.Authenticate(connection, actor);
        CheckWholeRepository(request, me, force);

        var board = Board(connection, ignoreCase, now);
        var conflicts = ClaimRules.Conflicts(me.Id, request.Patterns, request.Mode, board, place);
        if (conflicts.Count > 0)
        {
            // A hand-over can close a circle later than the wait began.
            return place is not null && ClaimRules.FindCircle(me, conflicts, board) is { } circle
                ? new ClaimAnswer.Deadlock(circle, conflicts)
                : new ClaimAnswer.Refused(conflicts);
        }

        Grant(connection, me, request, now);
        if (place is { } held)
            ClaimRows.Dequeue(connection, held);
        var mine = ClaimRows.Active(connection, presence, now).Where(claim => claim.Holder.Id == me.Id).ToList();
        return new ClaimAnswer.Granted(request.Patterns.Select(wanted => mine.Find(claim => claim.Pattern == wanted)!).ToList());
    }

    private void Grant(DbConnection connection, Agent me, ClaimRequest request, DateTimeOffset now)
    {
        // Whoever is dead and held some of it is cleared away now, so that the reason why stands in the log.
        AgentRows.EndDead(connection, presence, now);
        foreach (var pattern in request.Patterns)
            ClaimRows.Take(connection, me, pattern, request, now);

        CheckCount(connection, me);
    }

    private static void CheckCount(DbConnection connection, Agent holder)
    {
        if (connection.Number("SELECT count(*) FROM claims WHERE agent_id = $id AND ended_at IS NULL", ("$id", holder.Id)) > MaxPerAgent)
        {
            throw SidecarException.Refused(
                $"{holder.Name} would hold more than {MaxPerAgent} claims.", "release what is done, or claim a directory instead");
        }
    }

    private ClaimBoard Board(DbConnection connection, bool ignoreCase, DateTimeOffset now) => new(
        ClaimRows.Active(connection, presence, now).Where(claim => claim.IsInForce(now)).ToList(),
        ClaimRows.Queue(connection, presence, now),
        ignoreCase);

    private static Agent FindHeir(DbConnection connection, AgentName name, Agent me) =>
        AgentRows.FindPresent(connection, name) is { } heir && heir.Id != me.Id
            ? heir
            : throw SidecarException.Refused(
                $"Claims cannot be handed to {name}: no other live agent of that name is here.", "sidecar agents");

    private static (List<Claim> Ending, List<ClaimPattern> NotHeld) Mine(
        List<Claim> active, Agent me, IReadOnlyList<ClaimPattern>? patterns, bool isHandOver)
    {
        var mine = active.Where(claim => claim.Holder.Id == me.Id).ToList();
        // What is written and not committed is let go of by name only: "all" is said at the end of a piece of work, of which
        // some may not be committed yet.
        if (patterns is null)
            return (isHandOver ? mine : mine.FindAll(claim => claim.Source is ClaimSource.Explicit), []);

        return (mine.Where(claim => patterns.Any(claim.Pattern.IsSamePlace)).ToList(),
            patterns.Where(wanted => !mine.Exists(claim => claim.Pattern.IsSamePlace(wanted))).ToList());
    }

    private static void End(DbConnection connection, Claim claim, Agent by, Agent? heir, DateTimeOffset now)
    {
        var isOwn = claim.Holder.Id == by.Id;
        var why = heir is not null ? $"handed to {heir.Name}" : isOwn ? "released" : $"released by {by.Name}";
        ClaimRows.End(connection, claim, why, by.Name.ToString(), heir is null ? "claim.released" : "claim.handed-over", now);
        if (!isOwn)
        {
            var what = claim.Work is null ? $"Your claim on {claim.Pattern} was" : $"Your uncommitted changes of {claim.Pattern} bar nobody now: they were";
            MessageRows.Notify(connection, claim.Holder.Name, $"{what} released by {by.Name}.", now);
        }
    }

    private static void TellOfOutsider(DbConnection connection, Claim claim, Agent me, Agent? heir, DateTimeOffset now)
    {
        var what = heir is null ? "released" : $"handed to {heir.Name}";
        var text = $"Your claim on {claim.Pattern} was {what} under your name (--as {me.Name}) by a process outside your session.";
        MessageRows.Notify(connection, me.Name, text, now);
    }

    private static void HandOver(
        DbConnection connection, Claim claim, Agent by, Agent heir, IReadOnlyList<Claim> active, DateTimeOffset now)
    {
        if (claim.Work is { } work)
        {
            WorkRows.HandOver(connection, work.Id, heir);
            MessageRows.Notify(connection, heir.Name, $"{by.Name} handed you its uncommitted changes of {claim.Pattern}.", now);
            return;
        }

        // Where both shared it, the heir's own claim must not end sooner than it would have without the gift.
        var had = active.FirstOrDefault(held => held.Holder.Id == heir.Id && held.Pattern == claim.Pattern)?.Ttl ?? TimeSpan.Zero;
        var ttl = had > claim.Ttl ? had : claim.Ttl;
        ClaimRows.Take(connection, heir, claim.Pattern, new ClaimRequest([claim.Pattern], claim.Mode, claim.Reason, ttl), now);
        MessageRows.Notify(connection, heir.Name, $"{by.Name} handed you the claim on {claim.Pattern}.", now);
    }

    private static void CheckWholeRepository(ClaimRequest request, Agent me, bool force)
    {
        var isTooMuch = request.Mode is ClaimMode.Exclusive && request.Patterns.Any(pattern => pattern.IsWholeRepository);
        if (!isTooMuch || (force && me.IsHuman))
            return;

        throw SidecarException.Usage(
            "An exclusive claim on the whole repository would stop everybody else.",
            "claim the directories you change, or claim it as shared; a person may use `sidecar claim . --force`");
    }
}
