using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

internal sealed partial class CrowdSimulation
{
    // As in the store: a waiting agent gives a sign of life no more often than this.
    private static readonly TimeSpan SignOfLife = TimeSpan.FromMinutes(1);

    private void Claim()
    {
        var (asker, wish) = (Any(Actors), AnyWish());
        Tell($"{asker} claims {wish}");
        asker.ActiveAt = Now;
        _claims.Tidy(Now);
        var mayHave = _claims.Blockers(asker, wish).Count == 0;

        Expect(asker.State!.Claims.TryClaim(asker.Key, Request(wish)), wish, mayHave, isCircle: false);

        if (mayHave)
            _claims.Grant(asker, wish, Now);
    }

    private void Queue()
    {
        var (asker, wish, deadline) = (Any(Actors), AnyWish(), Now + AnyMinutes(1, 10, 60));
        Tell($"{asker} waits for {wish} until {deadline:T}");
        asker.ActiveAt = Now;
        _claims.Tidy(Now);
        var blockers = _claims.Blockers(asker, wish);
        var isCircle = _claims.IsCircle(asker, blockers);

        var (answer, place) = asker.State!.Claims.Ask(asker.Key, Request(wish), ignoreCase: false, deadline);

        Expect(answer, wish, blockers.Count == 0, isCircle);
        Check(place is not null == answer is ClaimAnswer.Refused, $"{answer} has place {place}");
        if (blockers.Count == 0)
            _claims.Grant(asker, wish, Now);
        if (place is { } taken)
            _claims.Enqueue(taken, asker, wish, deadline);
    }

    /// <summary>One who waits wakes up: looks, unless its time is over, and leaves the queue with any answer but "not yet".</summary>
    private void LookAgain()
    {
        _claims.Tidy(Now);
        if (_claims.Queue.Where(wait => wait.Session.State is not null).ToList() is { Count: > 0 } waiting)
            LookAgain(Any(waiting));
    }

    private bool LookAgain(ClaimModel.Wait wait)
    {
        var asker = wait.Session;
        Tell($"{asker} looks again from place {wait.Place}");
        if (Now - asker.ActiveAt > SignOfLife)
            asker.ActiveAt = Now;
        var blockers = _claims.Blockers(asker, wait.Wish, wait.Place);
        var isCircle = _claims.IsCircle(asker, blockers);

        var answer = asker.State!.Claims.AskAgain(asker.Key, Request(wait.Wish), ignoreCase: false, wait.Place);

        Expect(answer, wait.Wish, blockers.Count == 0, isCircle);
        if (answer is not ClaimAnswer.Refused)
            LeaveQueue(wait);
        if (blockers.Count == 0)
            _claims.Grant(asker, wait.Wish, Now);
        return blockers.Count == 0;
    }

    private void GiveUp()
    {
        if (_claims.Queue.Where(wait => wait.Session.State is not null).ToList() is { Count: > 0 } waiting)
            LeaveQueue(Any(waiting));
    }

    private void LeaveQueue(ClaimModel.Wait wait)
    {
        Tell($"{wait.Session} leaves place {wait.Place}");
        wait.Session.State!.Claims.LeaveQueue(wait.Place);
        _claims.Dequeue(wait.Place);
    }

    private void Release()
    {
        var asker = Any(Actors);
        var patterns = _random.Next(3) == 0 ? null : AnyPatterns();
        Tell($"{asker} releases {string.Join(' ', patterns ?? ["all"])}");
        asker.ActiveAt = Now;
        _claims.Tidy(Now);

        var answer = asker.State!.Claims.Release(asker.Key, Parsed(patterns));

        var ended = _claims.End(held => held.Holder == asker && patterns?.Contains(held.Pattern) != false, heir: null, Now);
        Same(ended.Select(held => held.Pattern), answer.Released.Select(claim => claim.Pattern.Text), "released");
        Same(
            Servable(),
            answer.WaitingNowServed.Select(name => name.ToString()),
            "served");
    }

    private void HandOver()
    {
        var (giver, to) = (Any(Actors), Any(_sessions));
        var heir = Live.FirstOrDefault(session => session.Name == to.Name && session != giver);
        Tell($"{giver} hands all over to {to.Name}");
        if (heir is null)
        {
            Assert.Throws<SidecarException>(() => giver.State!.Claims.Release(giver.Key, null, AgentName.ParseParty(to.Name)));
            return;
        }

        giver.ActiveAt = Now;
        _claims.Tidy(Now);
        giver.State!.Claims.Release(giver.Key, null, AgentName.ParseParty(heir.Name));
        foreach (var _ in _claims.End(held => held.Holder == giver, heir, Now))
            _mail.Post(heir.Name);
    }

    private void ForceRelease()
    {
        var patterns = AnyPatterns();
        var human = _sessions[0];
        Tell($"a person releases {string.Join(' ', patterns)}");
        human.ActiveAt = Now;
        _claims.Tidy(Now);

        human.State!.Claims.Release(human.Key, Parsed(patterns), force: true);

        foreach (var ended in _claims.End(held => patterns.Any(wanted => Ground.Overlap(wanted, held.Pattern)), heir: null, Now))
        {
            if (ended.Holder != human)
                _mail.Post(ended.Holder.Name);
        }
    }

    private void Expect(ClaimAnswer answer, ClaimModel.Wish wish, bool mayHave, bool isCircle)
    {
        var isAsExpected = answer switch
        {
            ClaimAnswer.Granted granted => mayHave && granted.Claims.Select(claim => claim.Pattern.Text).SequenceEqual(wish.Patterns, StringComparer.Ordinal),
            ClaimAnswer.Deadlock => isCircle,
            _ => !mayHave && !isCircle,
        };
        Check(isAsExpected, $"{answer}, although it {(mayHave ? "can" : "cannot")} be had{(isCircle ? " and would close a circle" : "")}");
    }

    private IEnumerable<string> Servable() => _claims.Queue
        .Where(wait => _claims.Blockers(wait.Session, wait.Wish, wait.Place).Count == 0)
        .Select(wait => wait.Session.Name)
        .Distinct(StringComparer.Ordinal);

    private ClaimModel.Wish AnyWish() => new(AnyPatterns(), _random.Next(3) > 0, AnyMinutes(2, 5, 30));

    private List<string> AnyPatterns() => Ground.Patterns.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).ToList();

    private static ClaimRequest Request(ClaimModel.Wish wish) => Ground.Request(wish.Patterns, wish.Exclusive, wish.Ttl);

    private static IReadOnlyList<ClaimPattern>? Parsed(List<string>? patterns) => patterns is null ? null : Crowd.Patterns([.. patterns]);
}
