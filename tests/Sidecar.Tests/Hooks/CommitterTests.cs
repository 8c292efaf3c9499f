using Sidecar.Agents;
using Sidecar.Hooks;
using Sidecar.Tests.Repository;
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

        var committer = Committer.From(new Identity(ActorKind.Agent, IdentitySource.Env, ada, "ada", Contradicts: bob), ada.Id);

        Assert.Equal(
            new Committer(ActorKind.Agent, "ada", ada.Id, "SIDECAR_AGENT is ada, but this process seems to belong to bob.", bob) { IsMisnamed = true },
            committer);
    }

    [Fact]
    public void Whoever_is_no_agent_commits_as_people_do()
    {
        using var repository = new ScratchRepository();
        var call = new HookCall(
            repository.Environment, repository.Top, TextWriter.Null, _crowd.Processes, Environment.ProcessId, _crowd.Time);

        var committer = Committer.Find(call, repository.Folders, _crowd.State);

        Assert.Equal((ActorKind.Human, _crowd.Human.Id), (committer.Kind, committer.Id));
    }

    [Fact]
    public void An_agent_without_registration_holds_nothing()
    {
        using var repository = new ScratchRepository();
        repository.Environment["CLAUDECODE"] = "1";
        var call = new HookCall(
            repository.Environment, repository.Top, TextWriter.Null, _crowd.Processes, Environment.ProcessId, _crowd.Time);

        var committer = Committer.Find(call, repository.Folders, _crowd.State);

        Assert.Equal((ActorKind.Unregistered, null), (committer.Kind, committer.Id));
    }

    public void Dispose() => _crowd.Dispose();
}
