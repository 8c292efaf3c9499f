using Sidecar.Agents;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

/// <summary>
/// What claims and the queue have to be, as two lists. What is over or whose holder is dead leaves the lists at once, so
/// whatever is in them counts.
/// </summary>
internal sealed class ClaimModel(FakeProcesses processes)
{
    private readonly List<Held> _held = [];
    private readonly List<Wait> _queue = [];

    public IReadOnlyList<Held> Claims => _held;

    public IReadOnlyList<Wait> Queue => _queue;

    /// <summary>Takes out what time or death ended.</summary>
    public void Tidy(DateTimeOffset now)
    {
        _held.RemoveAll(held => held.Expires <= now || held.Holder.IsDead);
        _queue.RemoveAll(wait => wait.Deadline <= now || wait.Session.IsDead || processes.Check(wait.Server) is Liveness.Dead);
    }

    /// <summary>Who stands in the way: holders, and those who came before. Nobody is kept from renewing by the queue.</summary>
    public IReadOnlyList<Session> Blockers(Session asker, Wish wish, long place = long.MaxValue) =>
    [
        .. from wanted in wish.Patterns
           from held in _held
           where held.Holder != asker && (wish.Exclusive || held.Exclusive) && Ground.Overlap(wanted, held.Pattern)
           select held.Holder,
        .. from wanted in wish.Patterns
           where !_held.Exists(held => held.Holder == asker && Ground.Includes(held.Pattern, wanted))
           from wait in _queue
           where wait.Session != asker && wait.Place < place && (wish.Exclusive || wait.Wish.Exclusive)
               && wait.Wish.Patterns.Any(other => Ground.Overlap(wanted, other))
           select wait.Session,
    ];

    /// <summary>Whether somebody the asker would wait for waits, however indirectly, for the asker.</summary>
    public bool IsCircle(Session asker, IReadOnlyList<Session> blockers)
    {
        var reached = blockers.ToHashSet();
        while (true)
        {
            var next = _queue.Where(wait => wait.Session != asker && reached.Contains(wait.Session))
                .SelectMany(wait => Blockers(wait.Session, wait.Wish, wait.Place)).ToHashSet();
            if (next.IsSubsetOf(reached))
                return reached.Contains(asker);

            reached.UnionWith(next);
        }
    }

    public void Grant(Session holder, Wish wish, DateTimeOffset now)
    {
        foreach (var pattern in wish.Patterns)
            Put(new Held(holder, pattern, wish.Exclusive, wish.Ttl, now));
    }

    public void Enqueue(long place, Session session, Wish wish, DateTimeOffset deadline) =>
        _queue.Add(new Wait(place, session, session.Server, wish, deadline));

    public void Dequeue(long place) => _queue.RemoveAll(wait => wait.Place == place);

    /// <summary>Ends what <paramref name="ends"/> says, oldest first, and gives it to the heir.</summary>
    public IReadOnlyList<Held> End(Func<Held, bool> ends, Session? heir, DateTimeOffset now)
    {
        var ending = _held.Where(ends).ToList();
        _held.RemoveAll(ending.Contains);
        foreach (var ended in ending.Where(_ => heir is not null))
        {
            // What the heir had of it already does not get shorter by the gift.
            var had = _held.Find(held => held.Holder == heir && held.Pattern == ended.Pattern)?.Ttl ?? TimeSpan.Zero;
            Put(ended with { Holder = heir!, Renewed = now, Ttl = had > ended.Ttl ? had : ended.Ttl });
        }

        return ending;
    }

    private void Put(Held claim)
    {
        var index = _held.FindIndex(held => held.Holder == claim.Holder && held.Pattern == claim.Pattern);
        if (index < 0)
            _held.Add(claim);
        else
            _held[index] = claim;
    }

    internal sealed record Wish(IReadOnlyList<string> Patterns, bool Exclusive, TimeSpan Ttl)
    {
        public override string ToString() => $"{(Exclusive ? "exclusive" : "shared")} {string.Join(' ', Patterns)} for {Ttl}";
    }

    internal sealed record Held(Session Holder, string Pattern, bool Exclusive, TimeSpan Ttl, DateTimeOffset Renewed)
    {
        public DateTimeOffset Expires => (Renewed > Holder.ActiveAt ? Renewed : Holder.ActiveAt) + Ttl;
    }

    internal sealed record Wait(long Place, Session Session, ProcessRef Server, Wish Wish, DateTimeOffset Deadline);
}
