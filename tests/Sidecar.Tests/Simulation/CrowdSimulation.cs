using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

/// <summary>
/// One run: random steps of a crowd on the real stores, each also done to the models, and compared after every step.
/// What a number means for a run is fixed, so a failure can be replayed.
/// </summary>
internal sealed partial class CrowdSimulation : IDisposable
{
    private const int Steps = 250;
    private const int MaxSessions = 6;

    private readonly int _seed;
    private readonly Random _random;
    private readonly Crowd _crowd = new();
    private readonly List<Session> _sessions = [];

    private readonly NameBook _names = new();
    private readonly List<string> _story = [];
    private readonly ClaimModel _claims;
    private readonly MailModel _mail;

    public CrowdSimulation(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        _claims = new ClaimModel(_crowd.Processes);
        _mail = new MailModel(_crowd.Processes);
        _sessions.Add(Human());
    }

    private DateTimeOffset Now => _crowd.Time.GetUtcNow();

    private FakeProcesses Processes => _crowd.Processes;

    /// <summary>Everybody who can do something now: its client and its server run.</summary>
    private IReadOnlyList<Session> Actors => _sessions.Where(session => session.State is not null).ToList();

    private IReadOnlyList<Session> Live => _sessions.Where(session => !session.IsDead).ToList();

    public void Run()
    {
        var steps = Swarm();
        Join();
        for (var step = 0; step < Steps; step++)
        {
            steps[_random.Next(steps.Count)]();
            Compare();
        }

        Recover();
        NobodyStarves();
        NothingIsLost();
    }

    public void Dispose()
    {
        _sessions.ForEach(session => session.State?.Dispose());
        _crowd.Dispose();
    }

    /// <summary>A random part of all that can happen: what a rule about one thing hides in the crowd, it shows alone.</summary>
    private List<Action> Swarm()
    {
        (int Weight, Action Step)[] optional =
        [
            (8, Release), (6, Queue), (12, LookAgain), (1, GiveUp), (3, HandOver), (1, ForceRelease),
            (6, Send), (8, Read), (2, Acknowledge), (5, SendToTopic), (4, JoinTopic), (1, LeaveTopic), (1, CloseTopic),
            (2, KillClient), (2, KillServer), (3, RestartServer), (1, Leave), (2, Hide), (2, Reveal), (2, Rename), (6, PassTime),
        ];
        return ((int Weight, Action Step)[])
        [
            (12, Claim), (3, Join), .. optional.Where(_ => _random.Next(4) > 0),
        ] is var chosen
            ? chosen.SelectMany(step => Enumerable.Repeat(step.Step, step.Weight)).ToList()
            : [];
    }

    private void Compare()
    {
        _claims.Tidy(Now);
        var real = _crowd.State.Claims.Active().Where(claim => claim.Live is not Liveness.Dead).ToList();
        NobodyMeets(real);
        Same(
            _claims.Claims.Select(held => $"{held.Holder} {held.Pattern} {held.Exclusive} {held.Expires:O}"),
            real.Select(claim => $"{claim.Holder.Name}#{claim.Holder.Id} {claim.Pattern} {claim.Mode is ClaimMode.Exclusive} {claim.Expires:O}"),
            "claims");
        Same(
            _claims.Queue.Select(wait => $"{wait.Place} {wait.Session}"),
            _crowd.State.Claims.Waiting().Select(wait => $"{wait.Id} {wait.Agent.Name}#{wait.Agent.Id}"),
            "queue");
        Same(
            Live.Where(session => !session.IsHuman).Select(session => session.ToString()),
            _crowd.State.Agents.Present().Where(present => present.Live is not Liveness.Dead).Select(present => $"{present.Agent.Name}#{present.Agent.Id}"),
            "agents");
        CompareTopics();
    }

    /// <summary>Says it without the model: no two agents that may live hold what overlaps, unless both share it.</summary>
    private void NobodyMeets(List<Claim> inForce)
    {
        foreach (var one in inForce)
        {
            var other = inForce.Find(other => other.Holder.Id != one.Holder.Id && one.Mode is ClaimMode.Exclusive
                && Ground.Overlap(one.Pattern.Text, other.Pattern.Text));
            Check(other is null, $"{one.Holder.Name} and {other?.Holder.Name} both hold {one.Pattern}");
        }
    }

    private void Same(IEnumerable<string> expected, IEnumerable<string> real, string what)
    {
        var (model, store) = (expected.Order(StringComparer.Ordinal).ToList(), real.Order(StringComparer.Ordinal).ToList());
        Check(
            model.SequenceEqual(store, StringComparer.Ordinal),
            $"{what} differ; only in the model: [{string.Join("; ", model.Except(store, StringComparer.Ordinal))}], "
            + $"only in the store: [{string.Join("; ", store.Except(model, StringComparer.Ordinal))}]");
    }

    private void Check(bool holds, string what)
    {
        if (!holds)
            Assert.Fail($"{what}\nReplay: SIDECAR_SEED={_seed}. Step {_story.Count}; the last ones:\n  {string.Join("\n  ", _story.TakeLast(12))}");
    }

    private void Tell(string step) => _story.Add(step);

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private TimeSpan AnyMinutes(params int[] choices) => TimeSpan.FromMinutes(Any(choices));
}
