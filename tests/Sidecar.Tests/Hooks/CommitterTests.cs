using Sidecar.Agents;
using Sidecar.Hooks;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Hooks;

public sealed class CommitterTests : IDisposable
{
    private readonly Crowd _crowd = new();

    [Fact]
    public void The_name_given_decides_and_a_contradiction_is_noted()
    {
        var ada = _crowd.Join("ada").Agent;
        var bob = _crowd.Join("bob").Agent;

        var committer = Committer.From(new Identity(ActorKind.Agent, IdentitySource.Env, ada, "ada", Contradicts: bob), []);

        Assert.Equal(
            new Committer(ActorKind.Agent, "ada", ada.Id, "SIDECAR_AGENT is ada, but this process seems to belong to bob.", bob) { IsMisnamed = true },
            committer);
    }

    [Fact]
    public void A_human_is_the_holder_of_what_humans_claimed()
    {
        _crowd.State.Claims.TryClaim(_crowd.Human, Crowd.Request(Sidecar.Claims.ClaimMode.Exclusive, "a.txt"));
        var claims = _crowd.State.Claims.Active();

        var committer = Committer.From(new Identity(ActorKind.Human, IdentitySource.None, null, "human"), claims);

        Assert.Equal(Assert.Single(claims).Holder.Id, committer.Id);
    }

    [Fact]
    public void An_agent_without_registration_holds_nothing() =>
        Assert.Null(Committer.From(new Identity(ActorKind.Unregistered, IdentitySource.None, null, "codex"), []).Id);

    public void Dispose() => _crowd.Dispose();
}
