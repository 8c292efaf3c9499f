using FsCheck;
using FsCheck.Fluent;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Impact.Meetings;
using Sidecar.Tests.World;
using Sidecar.Work;
using static Sidecar.Tests.World.Others;

namespace Sidecar.Tests.Impact;

public sealed class CoupledMeetingsTests
{
    private const long Cyd = 3;

    [Fact]
    public void A_write_meets_what_another_writes_that_moves_with_it()
    {
        var meeting = Assert.Single(Find(Writes(Ada, "a.cs"), Scene with { Work = [Writes(Bob, "b.cs")], Related = Moves("a.cs", "b.cs", 0.5) }));

        Assert.Equal((Changed.Path("a.cs"), Changed.Path("b.cs"), Signal.CoChange), (meeting.Path, meeting.OtherPath, meeting.Signal));
        Assert.Equal((7, 9), (meeting.WithWritten!.Together, meeting.WithWritten.Changes));
    }

    [Fact]
    public void It_is_enough_that_the_other_file_always_moves_with_this_one() => Assert.Single(
        Find(Writes(Ada, "a.cs"), Scene with { Work = [Writes(Bob, "b.cs")], Related = Moves("b.cs", "a.cs", 0.5) }));

    public static TheoryData<ImpactScene> InMotionThere => new()
    {
        Scene with { Announcements = [Announces(Bob, "b.cs")] },
        Scene with { Claims = [Holds(Bob, "b.cs")] },
        Scene with { Work = [Writes(Bob, "b.cs") with { Worktree = "/other" }] },
        Scene with { Work = [Writes(Bob, "b.cs") with { Live = Liveness.Unknown }] },
    };

    [Theory]
    [MemberData(nameof(InMotionThere), DisableDiscoveryEnumeration = true)]
    public void What_is_announced_or_claimed_or_written_elsewhere_is_met_too(ImpactScene scene) =>
        Assert.Single(Find(Writes(Ada, "a.cs"), scene with { Related = Moves("a.cs", "b.cs", 0.5) }));

    public static TheoryData<ImpactScene> NobodyThere => new()
    {
        Scene,
        Scene with { Work = [Writes(Ada, "b.cs")] },
        Scene with { Work = [Writes(Bob, "c.cs")] },
        Scene with { Work = [Writes(Bob, "b.cs") with { Live = Liveness.Dead }] },
        Scene with { Work = [Writes(Bob, "b.cs") with { IsReleased = true }] },
        Scene with { Work = [Writes(Bob, "b.cs") with { Author = null }] },
        Scene with { Work = [Writes(Bob, "b.cs") with { Author = Somebody.Called(Bob, "human", Now) }] },
        Scene with { Claims = [Holds(Bob, "b.cs") with { Holder = Somebody.Called(Bob, "human", Now) }] },
        Scene with { Claims = [Holds(Bob, "b.cs") with { Mode = ClaimMode.Shared }] },
        Scene with { Claims = [Holds(Bob, "b.cs") with { Expires = Now }] },
        Scene with { Claims = [Holds(Bob, "b.cs") with { Live = Liveness.Dead }] },
        Scene with { Claims = [Holds(Bob, "src/")] },
        Scene with { Announcements = [Announces(Bob, "src/")] },
    };

    [Theory]
    [MemberData(nameof(NobodyThere), DisableDiscoveryEnumeration = true)]
    public void Where_no_other_live_agent_is_at_work_in_it_nobody_is_met(ImpactScene scene) =>
        Assert.Empty(Find(Writes(Ada, "a.cs"), scene with { Related = Moves("a.cs", "b.cs", 0.5) }));

    public static TheoryData<UncommittedWork> NobodysWrite => new()
    {
        Writes(Ada, "a.cs") with { Author = null, Live = Liveness.Unknown },
        Writes(Ada, "a.cs") with { Author = Somebody.Called(Ada, "human", Now) },
        Writes(Ada, "a.cs") with { Live = Liveness.Dead },
        Writes(Ada, "a.cs") with { IsReleased = true },
    };

    [Theory]
    [MemberData(nameof(NobodysWrite), DisableDiscoveryEnumeration = true)]
    public void What_no_live_agent_holds_meets_nobody(UncommittedWork written) =>
        Assert.Empty(Find(written, Scene with { Work = [Writes(Bob, "b.cs")], Related = Moves("a.cs", "b.cs", 0.5) }));

    [Theory]
    [InlineData(0.30, 3, 0.20, true)]
    [InlineData(0.29, 3, 0.20, false)]
    [InlineData(0.30, 2, 0.20, false)]
    [InlineData(0.39, 9, 0.40, false)]
    [InlineData(0.40, 9, 0.40, true)]
    public void Only_what_moves_together_strongly_and_often_is_told_of(double score, int together, double threshold, bool expected)
    {
        var scene = Scene with { Work = [Writes(Bob, "b.cs")], Related = Moves("a.cs", "b.cs", score, together), Threshold = threshold };

        Assert.Equal(expected, Find(Writes(Ada, "a.cs"), scene).Count == 1);
    }

    [Fact]
    public void A_write_meets_the_one_who_changes_what_it_depends_on()
    {
        var meeting = Assert.Single(Find(Writes(Ada, "a.cs"), Scene with { Work = [Writes(Bob, "lib/b.go")] }, Import("a.cs", "lib/*.go")));

        Assert.Equal((Changed.Path("lib/b.go"), Signal.Dependency, true), (meeting.OtherPath, meeting.Signal, meeting.DependsOnOther));
    }

    public static TheoryData<ImpactScene> DependingOnMine => new()
    {
        Scene with { Work = [Writes(Bob, "b.cs")], TheirImports = [Import("b.cs", "a.cs")] },
        Scene with { Announcements = [Announces(Bob, "b.cs")], TheirImports = [Import("b.cs", "a.cs")] },
        Scene with { Announcements = [Announces(Bob, "b.cs") with { DependsOn = [Declared("a.cs")] }] },
    };

    [Theory]
    [MemberData(nameof(DependingOnMine), DisableDiscoveryEnumeration = true)]
    public void A_write_meets_the_one_whose_work_depends_on_it(ImpactScene scene)
    {
        var meeting = Assert.Single(Find(Writes(Ada, "a.cs"), scene));

        Assert.Equal((Changed.Path("b.cs"), Signal.Dependency, false), (meeting.OtherPath, meeting.Signal, meeting.DependsOnOther));
    }

    [Fact]
    public void The_same_file_is_another_matter() => Assert.Empty(
        Find(Writes(Ada, "a.cs"), Scene with { Work = [Writes(Bob, "a.cs")], Related = Moves("a.cs", "a.cs", 0.9) }, Import("a.cs", "a.cs")));

    [Fact]
    public void A_pair_of_files_is_met_once_and_as_a_dependency_rather_than_as_history()
    {
        var meeting = Assert.Single(Find(
            Writes(Ada, "a.cs"),
            Scene with { Work = [Writes(Bob, "b.cs")], Announcements = [Announces(Bob, "b.cs")], Related = Moves("a.cs", "b.cs", 0.9) },
            Import("a.cs", "b.cs")));

        Assert.Equal(Signal.Dependency, meeting.Signal);
        Assert.IsType<Motion.Writing>(meeting.Motion);
    }

    [Fact]
    public void Whatever_others_do_a_meeting_is_of_two_live_agents_and_two_files_and_is_found_in_whichever_order() => Prop.ForAll(
        Arb.From(Gen.ListOf(from who in Gen.Choose(1, 4)
                            from file in Gen.Elements("a.cs", "b.cs", "c.cs")
                            from live in Gen.Elements(Liveness.Alive, Liveness.Dead, Liveness.Unknown)
                            from isReleased in Gen.Elements(true, false)
                            select Writes(who, file) with { Live = live, IsReleased = isReleased })),
        Arb.From(Gen.Choose(0, 100)),
        (work, score) =>
        {
            var scene = Scene with { Work = [.. work], Related = Moves("a.cs", "b.cs", score / 100.0) };
            var found = Find(Writes(Ada, "a.cs"), scene, Import("a.cs", "c.cs"));
            var turned = Find(Writes(Ada, "a.cs"), scene with { Work = [.. Enumerable.Reverse(work)] }, Import("a.cs", "c.cs"));
            return found.All(meeting => meeting.Motion.Agent.Id != Ada && meeting.Motion.Live is not Liveness.Dead && meeting.OtherPath != meeting.Path)
                && found.Select(Pair).SequenceEqual(turned.Select(Pair))
                && found.Select(Pair).Distinct().Count() == found.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_meeting_is_on_for_as_long_as_both_are_at_work_there()
    {
        var meeting = new RecordedMeeting(
            Somebody.Called(Ada, "ada", Now), Changed.Path("a.cs"), Somebody.Called(Bob, "bob", Now), Changed.Path("b.cs"), Signal.CoChange, Now, "");
        var scene = Scene with { SeenBy = Viewpoint.Outside(ignoreCase: false), Work = [Writes(Ada, "a.cs")], Announcements = [Announces(Bob, "b.cs")] };

        Assert.Single(CoupledMeetings.StillOn([meeting], new InMotion(scene)));
        Assert.Empty(CoupledMeetings.StillOn([meeting], new InMotion(scene with { Announcements = [] })));
        Assert.Empty(CoupledMeetings.StillOn([meeting], new InMotion(scene with { Work = [Writes(Cyd, "a.cs")] })));
    }

    private static IReadOnlyList<CoupledMeeting> Find(UncommittedWork written, ImpactScene scene, params Dependency[] imports) =>
        CoupledMeetings.Find([written], imports, new InMotion(scene));

    private static (RepoPath, RepoPath, long) Pair(CoupledMeeting meeting) => (meeting.Path, meeting.OtherPath, meeting.Motion.Agent.Id);
}
