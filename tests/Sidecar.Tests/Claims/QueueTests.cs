using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Claims;

public sealed class QueueTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public async Task A_waiting_claim_is_granted_when_the_holder_releases()
    {
        _crowd.Claim("ada", "a.txt");
        var waiting = _crowd.ClaimAndWait("bob", Minute, "a.txt");

        var released = _crowd.Release("ada");

        Assert.Equal(["bob"], released.WaitingNowServed.Select(name => name.ToString()));
        Assert.IsType<ClaimAnswer.Granted>(await waiting);
        Assert.Empty(_crowd.State.Claims.Waiting());
    }

    [Fact]
    public async Task Who_came_first_is_served_first_and_a_newcomer_cannot_jump_in()
    {
        _crowd.Claim("ada", "a.txt");
        var bob = _crowd.ClaimAndWait("bob", Minute, "a.txt");
        var carol = _crowd.ClaimAndWait("carol", Minute, "a.txt");
        _crowd.Release("ada");

        var newcomer = _crowd.Claim("dave", "a.txt");

        Assert.IsType<ClaimAnswer.Refused>(newcomer);
        Assert.IsType<ClaimAnswer.Granted>(await bob);
        _crowd.Release("bob");
        Assert.IsType<ClaimAnswer.Granted>(await carol);
    }

    [Fact]
    public async Task A_wait_that_is_over_is_refused_and_leaves_the_queue()
    {
        _crowd.Claim("ada", "a.txt");
        var waiting = _crowd.ClaimAndWait("bob", Minute, "a.txt");

        _crowd.Time.Advance(Minute);

        Assert.True(Assert.IsType<ClaimAnswer.Refused>(await waiting).TimedOut);
        Assert.Empty(_crowd.State.Claims.Waiting());
    }

    [Fact]
    public async Task A_wait_ends_with_the_holders_death()
    {
        _crowd.Claim("ada", "a.txt");
        var waiting = _crowd.ClaimAndWait("bob", Minute, "a.txt");

        _crowd.Kill("ada");
        _crowd.Time.Advance(Sidecar.Storage.Doorbell.Net);

        Assert.IsType<ClaimAnswer.Granted>(await waiting);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_queue()
    {
        _crowd.Claim("ada", "a.txt");
        using var cancel = new CancellationTokenSource();
        var waiting = _crowd.State.Claims.ClaimAsync(
            _crowd.Agent("bob"), Crowd.Request(ClaimMode.Exclusive, "a.txt"), Minute, ignoreCase: false, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Empty(_crowd.State.Claims.Waiting());
    }

    [Fact]
    public async Task A_circle_of_two_is_refused_at_once_and_named()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Claim("bob", "b.txt");
        var ada = _crowd.ClaimAndWait("ada", Minute, "b.txt");

        var bob = await _crowd.ClaimAndWait("bob", Minute, "a.txt");

        Assert.Equal(["bob", "ada", "bob"], Assert.IsType<ClaimAnswer.Deadlock>(bob).Circle.Select(name => name.ToString()));
        _crowd.Release("bob");
        Assert.IsType<ClaimAnswer.Granted>(await ada);
    }

    [Fact]
    public async Task A_circle_of_three_is_found_too()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Claim("bob", "b.txt");
        _crowd.Claim("carol", "c.txt");
        var ada = _crowd.ClaimAndWait("ada", Minute, "b.txt");
        var bob = _crowd.ClaimAndWait("bob", Minute, "c.txt");

        var carol = await _crowd.ClaimAndWait("carol", Minute, "a.txt");

        Assert.Equal(["carol", "ada", "bob", "carol"], Assert.IsType<ClaimAnswer.Deadlock>(carol).Circle.Select(name => name.ToString()));
        _crowd.Release("carol");
        await bob;
        _crowd.Release("bob");
        await ada;
    }

    [Fact]
    public async Task A_circle_closed_by_a_hand_over_is_found_while_waiting()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Claim("bob", "b.txt");
        _crowd.Claim("carol", "c.txt");
        var ada = _crowd.ClaimAndWait("ada", Minute, "b.txt");
        var bob = _crowd.ClaimAndWait("bob", Minute, "c.txt");

        _crowd.State.Claims.Release(_crowd.Agent("carol"), null, AgentName.Parse("ada"));

        var first = await await Task.WhenAny(ada, bob);
        Assert.IsType<ClaimAnswer.Deadlock>(first);
        _crowd.Release("ada");
        _crowd.Release("bob");
        await Task.WhenAll(ada, bob);
    }

    [Fact]
    public async Task The_holder_may_renew_while_others_wait()
    {
        _crowd.Claim("ada", "a.txt");
        var bob = _crowd.ClaimAndWait("bob", Minute, "a.txt");

        Assert.IsType<ClaimAnswer.Granted>(_crowd.Claim("ada", "a.txt"));

        _crowd.Release("ada");
        await bob;
    }

    [Theory]
    [InlineData("src/", "src/a.txt")]
    [InlineData("src/", "src/deep/")]
    [InlineData("src/*.txt", "src/a.txt")]
    public async Task The_holder_may_claim_a_part_of_what_it_holds_while_others_wait_for_it(string held, string part)
    {
        _crowd.Claim("ada", held);
        var bob = _crowd.ClaimAndWait("bob", Minute, part);

        Assert.IsType<ClaimAnswer.Granted>(_crowd.Claim("ada", part));

        _crowd.Release("ada");
        Assert.IsType<ClaimAnswer.Granted>(await bob);
    }

    [Fact]
    public async Task Claims_do_not_run_out_while_their_holder_waits()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Claim("bob", "b.txt");
        var waiting = _crowd.ClaimAndWait("bob", TimeSpan.FromMinutes(50), "a.txt");

        for (var minute = 0; minute < 45; minute++)
        {
            _crowd.Time.Advance(Minute);
            _crowd.State.Agents.KeepActive(_crowd.Agent("ada"));
            _crowd.State.Agents.KeepActive(_crowd.Agent("bob"));
        }

        Assert.Equal(["ada: a.txt", "bob: b.txt"], _crowd.InForce());
        _crowd.Release("ada");
        await waiting;
    }

    [Fact]
    public async Task Whoever_died_waiting_holds_nobody_up()
    {
        _crowd.Claim("ada", "a.txt");
        var bob = _crowd.ClaimAndWait("bob", Minute, "a.txt");
        _crowd.Kill("bob");

        _crowd.Release("ada");

        Assert.IsType<ClaimAnswer.Granted>(_crowd.Claim("carol", "a.txt"));
        await Assert.ThrowsAsync<SidecarException>(() => bob);
    }
}
