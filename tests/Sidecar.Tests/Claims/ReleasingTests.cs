using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Claims;

public sealed class ReleasingTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void A_release_frees_the_named_paths_and_says_which_were_not_held()
    {
        _crowd.Claim("ada", "a.txt", "b.txt");

        var answer = _crowd.Release("ada", "a.txt", "c.txt");

        Assert.Equal(["a.txt"], answer.Released.Select(claim => claim.Pattern.Text));
        Assert.Equal(["c.txt"], answer.NotHeld.Select(pattern => pattern.Text));
        Assert.Equal(["ada: b.txt"], _crowd.InForce());
    }

    [Fact]
    public void A_release_without_paths_frees_all_of_ones_own_and_nothing_of_others()
    {
        _crowd.Claim("ada", "a.txt", "b.txt");
        _crowd.Claim("bob", "c.txt");

        _crowd.Release("ada");

        Assert.Equal(["bob: c.txt"], _crowd.InForce());
    }

    [Fact]
    public void Nobody_releases_what_another_holds()
    {
        _crowd.Claim("ada", "a.txt");

        var answer = _crowd.Release("bob", "a.txt");

        Assert.Empty(answer.Released);
        Assert.Equal(["ada: a.txt"], _crowd.InForce());
    }

    [Fact]
    public void A_hand_over_never_shortens_what_the_heir_shares_already()
    {
        var until = _crowd.Time.GetUtcNow().AddMinutes(30);
        _crowd.Claim("bob", ClaimMode.Shared, "a.txt");
        var brief = Crowd.Request(ClaimMode.Shared, "a.txt") with { Ttl = TimeSpan.FromMinutes(1) };
        _crowd.State.Claims.TryClaim(_crowd.Agent("ada"), brief);

        _crowd.State.Claims.Release(_crowd.Agent("ada"), null, AgentName.Parse("bob"));

        Assert.Equal(until, Assert.Single(_crowd.State.Claims.Active()).Expires);
    }

    [Fact]
    public void A_hand_over_names_the_next_holder_and_tells_it()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Join("bob");

        _crowd.State.Claims.Release(_crowd.Agent("ada"), Crowd.Patterns("a.txt"), AgentName.Parse("bob"));

        Assert.Equal(["bob: a.txt"], _crowd.InForce());
        Assert.Equal(1, _crowd.State.Inbox.Take(_crowd.Agent("bob"), default, limit: 0).Unread);
    }

    [Fact]
    public void A_hand_over_to_nobody_changes_nothing()
    {
        _crowd.Claim("ada", "a.txt");

        Assert.Throws<SidecarException>(
            () => _crowd.State.Claims.Release(_crowd.Agent("ada"), Crowd.Patterns("a.txt"), AgentName.Parse("nobody")));
        Assert.Equal(["ada: a.txt"], _crowd.InForce());
    }

    [Fact]
    public void A_hand_over_gives_nobody_more_than_one_may_hold()
    {
        for (var call = 0; call < 5; call++)
            _crowd.Claim("bob", [.. Enumerable.Range(0, 200).Select(file => $"{call}/{file}.txt")]);
        _crowd.Claim("ada", "a.txt");

        Assert.Throws<SidecarException>(
            () => _crowd.State.Claims.Release(_crowd.Agent("ada"), null, AgentName.Parse("bob")));
        Assert.Contains("ada: a.txt", _crowd.InForce());
    }

    [Fact]
    public void A_person_can_force_a_release_and_the_holder_is_told()
    {
        _crowd.Claim("ada", "src/");

        _crowd.State.Claims.Release(_crowd.Human, Crowd.Patterns("src/a.txt"), force: true);

        Assert.Empty(_crowd.InForce());
        var notice = Assert.Single(_crowd.State.Messages.Log(new LogQuery(With: AgentName.Parse("ada"))));
        Assert.Equal("Your claim on src/ was released by human.", notice.Text);
        Assert.Equal("released by human", Assert.Single(_crowd.State.Claims.Ended(default)).Why);
    }

    [Fact]
    public void An_agent_cannot_force_a_release()
    {
        _crowd.Claim("ada", "a.txt");

        Assert.Throws<SidecarException>(
            () => _crowd.State.Claims.Release(_crowd.Agent("bob"), Crowd.Patterns("a.txt"), force: true));
        Assert.Equal(["ada: a.txt"], _crowd.InForce());
    }

    [Fact]
    public void Leaving_ends_the_claims()
    {
        _crowd.Claim("ada", "a.txt");

        _crowd.State.Agents.Leave(_crowd.Agent("ada"), "its client closed the connection");

        Assert.Empty(_crowd.InForce());
        Assert.Equal("ada is gone: its client closed the connection", Assert.Single(_crowd.State.Claims.Ended(default)).Why);
    }
}
