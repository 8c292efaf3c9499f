using FsCheck;
using FsCheck.Fluent;
using Sidecar.Agents;
using Sidecar.Tests.World;
using Sidecar.Touches;

namespace Sidecar.Tests.Touches;

public sealed class AttributionTests
{
    private static readonly Agent Ada = Claimed.By(1, "ada", "a", DateTimeOffset.UnixEpoch).Holder;
    private static readonly Agent Bob = Claimed.By(2, "bob", "a", DateTimeOffset.UnixEpoch).Holder;
    private static readonly Agent Cy = Claimed.By(3, "cy", "a", DateTimeOffset.UnixEpoch).Holder;

    /// <summary>Everything speaks for somebody else than whoever the best evidence names.</summary>
    private static readonly WriteScene Crowded = new()
    {
        Reported = Ada,
        Writer = Bob,
        IsLinkedWorktree = true,
        Residents = [(Cy, true)],
        Claimants = [Bob],
        HadOutsider = false,
    };

    public static TheoryData<WriteScene, Agent?, Evidence> Scenes => new()
    {
        { Crowded, Ada, Evidence.Reported },
        { Crowded with { Reported = null }, Bob, Evidence.Process },
        { Crowded with { Reported = null, Writer = null }, Cy, Evidence.Worktree },
        { Crowded with { Reported = null, Writer = null, IsLinkedWorktree = false }, Bob, Evidence.Claim },
        { Crowded with { Reported = null, Writer = null, Residents = [(Cy, true), (Ada, false)] }, Bob, Evidence.Claim },
        { Crowded with { Reported = null, Writer = null, IsLinkedWorktree = false, Claimants = [] }, Cy, Evidence.Sole },
        { InMain((Ada, true), (Bob, false)), Ada, Evidence.Sole },
        { InMain((Ada, true), (Bob, null)), null, Evidence.Unknown },
        { InMain((Ada, true), (Bob, true)), null, Evidence.Unknown },
        { InMain((Ada, null)), null, Evidence.Unknown },
        { InMain((Ada, false)), null, Evidence.Unknown },
        { InMain(), null, Evidence.Unknown },
        { InMain((Ada, true)) with { HadOutsider = true }, null, Evidence.Unknown },
        { InMain((Ada, true)) with { HadOutsider = null }, null, Evidence.Unknown },
        { InMain() with { Claimants = [Ada, Bob] }, null, Evidence.Unknown },
        { new WriteScene(), null, Evidence.Unknown },
    };

    [Theory]
    [MemberData(nameof(Scenes), DisableDiscoveryEnumeration = true)]
    public void The_best_evidence_names_the_author(WriteScene scene, Agent? author, Evidence evidence) =>
        Assert.Equal(new Authorship(author, evidence), Attribution.Decide(scene));

    [Fact]
    public void Nobody_is_named_without_evidence_for_exactly_that_one()
    {
        var property = Prop.ForAll(RandomScene().ToArbitrary(), scene =>
        {
            var decided = Attribution.Decide(scene);
            return decided.Evidence switch
            {
                Evidence.Reported => decided.Author == scene.Reported,
                Evidence.Process => decided.Author == scene.Writer,
                Evidence.Worktree => scene.IsLinkedWorktree && scene.Residents.All(resident => resident.Agent == decided.Author),
                Evidence.Claim => scene.Claimants.All(claimant => claimant == decided.Author),
                Evidence.Sole => scene.HadOutsider == false
                    && scene.Residents.All(resident => resident.WasActive == (resident.Agent == decided.Author)),
                _ => decided.Author is null,
            } && decided.Author is null == decided.Evidence is Evidence.Unknown;
        });

        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    private static WriteScene InMain(params (Agent, bool?)[] residents) => new() { Residents = residents, HadOutsider = false };

    private static Gen<WriteScene> RandomScene() =>
        from reported in Gen.Elements<Agent?>(null, null, null, Ada)
        from writer in Gen.Elements<Agent?>(null, null, null, Bob)
        from residents in Gen.SubListOf(Ada, Bob, Cy)
        from active in Gen.Elements<bool?>(true, false, null).ArrayOf(3)
        from claimants in Gen.SubListOf(Ada, Bob)
        from linked in Gen.Elements(true, false)
        from outsider in Gen.Elements<bool?>(false, false, true, null)
        select new WriteScene
        {
            Reported = reported,
            Writer = writer,
            Residents = [.. residents.Select((agent, at) => (agent, active[at]))],
            Claimants = [.. claimants],
            IsLinkedWorktree = linked,
            HadOutsider = outsider,
        };
}
