using FsCheck;
using FsCheck.Fluent;
using Sidecar.Agents;
using Sidecar.Forecasts;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Impact.Signals;
using Sidecar.Tests.World;
using static Sidecar.Tests.World.Others;

namespace Sidecar.Tests.Impact;

/// <summary>
/// Goal: whatever many agents do at once, nobody is warned of oneself or of the dead, and the same facts always give the same
/// answer. Method: random scenes over few agents and few paths, so that everything meets everything.
/// </summary>
public sealed class ImpactPropertyTests
{
    private static readonly string[] Files = ["a.cs", "src/a.cs", "src/b.cs", "lib/c.cs", "lib/d.cs"];
    private static readonly string[] Patterns_ = [.. Files, "src/", "**/*.cs", "task:x"];

    // 1 is whoever asks; 5 is known to be dead.
    private const int Dead = 5;

    private static readonly Gen<long> AnAgent = Gen.Choose(1, Dead).Select(id => (long)id);
    private static readonly Gen<string> AFile = Gen.Elements(Files);
    private static readonly Gen<string> APattern = Gen.Elements(Patterns_);

    private static readonly Gen<ImpactScene> AScene =
        from claims in Some(from who in AnAgent from place in APattern select Holds(who, place) with { Live = LiveOf(who) })
        from work in Some(from who in AnAgent from place in AFile select Writes(who, place) with { Live = LiveOf(who) })
        from announced in Some(
            from who in AnAgent
            from place in APattern
            from target in APattern
            select Announces(who, place) with { Live = LiveOf(who), DependsOn = [Declared(target)] })
        from imports in Some(from of in AFile from target in AFile select Import(of, target))
        from file in AFile
        from partner in AFile
        from score in Gen.Choose(0, 100)
        from conflict in AFile
        select Scene with
        {
            Claims = claims,
            Work = work,
            Announcements = [.. announced.DistinctBy(one => one.Id)],
            TheirImports = imports,
            Related = Moves(file, partner, score / 100.0),
            Forecasts = [Foreseen.Forecast(Now, Foreseen.Conflict(conflict)) with { Worktree = Worktree, Other = "/x" }],
            Agents = [.. Enumerable.Range(1, Dead).Select(id => (Somebody.Called(id, NameOf(id), Now) with { Worktree = "/x" }, LiveOf(id)))],
        };

    private static readonly Gen<Undertaking> AnUndertaking =
        from files in Gen.NonEmptyListOf(APattern)
        from target in Some(APattern)
        select Mine([.. files.Distinct()]) with { DependsOn = [.. target.Select(Declared)] };

    [Fact]
    public void Nobody_is_warned_of_oneself_or_of_the_dead() => Always((mine, scene) =>
        Assert.All(Find(mine, scene), finding => Assert.InRange(finding.Agent.Id, 2, Dead - 1)));

    [Fact]
    public void Each_pair_of_paths_and_agent_is_told_once_strongest_first() => Always((mine, scene) =>
    {
        var findings = Find(mine, scene);

        Assert.Equal(findings.Count, findings.DistinctBy(Pair).Count());
        Assert.Equal(findings.OrderByDescending(finding => finding.Score).Select(finding => finding.Score), findings.Select(finding => finding.Score));
        Assert.Equal(ImpactRules.Level(findings.Select(finding => finding.Score).DefaultIfEmpty(0).Max()), ImpactRules.Level(findings));
    });

    [Fact]
    public void The_order_in_which_things_are_known_changes_nothing() => Always((mine, scene) =>
    {
        var shuffled = scene with
        {
            Claims = [.. scene.Claims.Reverse()],
            Work = [.. scene.Work.Reverse()],
            Announcements = [.. scene.Announcements.Reverse()],
            TheirImports = [.. scene.TheirImports.Reverse()],
            Agents = [.. scene.Agents.Reverse()],
        };

        Assert.Equal(
            Find(mine, scene).Select(Told),
            Find(mine with { Files = [.. mine.Files.Reverse()], DependsOn = [.. mine.DependsOn.Reverse()] }, shuffled).Select(Told));
    });

    [Fact]
    public void More_of_others_work_never_lowers_the_level() => Always((mine, scene) =>
        Assert.True(ImpactRules.Level(Find(mine, scene with { Work = [] })) <= ImpactRules.Level(Find(mine, scene))));

    [Fact]
    public void A_stronger_coupling_never_counts_less() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(
            Arb.From(from one in Gen.Choose(0, 1000) from other in Gen.Choose(0, 1000) from threshold in Gen.Choose(20, 60) select (one, other, threshold)),
            input =>
            {
                var (low, high) = (Math.Min(input.one, input.other) / 1000.0, Math.Max(input.one, input.other) / 1000.0);
                var (weak, strong) = (CoChanged.Score(low, input.threshold / 100.0), CoChanged.Score(high, input.threshold / 100.0));
                Assert.True(weak <= strong);
                Assert.InRange(weak, 40, 70);
            }));

    [Fact]
    public void Two_who_announced_see_the_same_dependency_from_both_sides() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(
            Arb.From(from mine in APattern from target in APattern from theirs in APattern from theirOn in APattern select (mine, target, theirs, theirOn)),
            input =>
            {
                var ada = Announces(Ada, input.mine) with { DependsOn = [Declared(input.target)] };
                var bob = Announces(Bob, input.theirs) with { DependsOn = [Declared(input.theirOn)] };
                var seenByBob = Scene with { SeenBy = Scene.SeenBy with { IsMine = agent => agent.Id == Bob }, Announcements = [ada, bob] };

                Assert.Equal(
                    Depend(ada, Scene with { Announcements = [ada, bob] }),
                    Depend(bob, seenByBob));
            }));

    // What would not merge is told beside the strongest reason.
    private static (string, string?, long, bool) Pair(Finding finding) =>
        (finding.Path, finding.Theirs, finding.Agent.Id, finding.Signal is Signal.WouldConflict);

    private static bool Depend(Announcement announced, ImpactScene scene) =>
        Dependent.Find(new Undertaking(announced.Files, announced.DependsOn, []), new InMotion(scene)).Any();

    private static (int, Signal, string, string?, long, string) Told(Finding finding) =>
        (finding.Score, finding.Signal, finding.Path, finding.Theirs, finding.Agent.Id, finding.Evidence);

    private static IReadOnlyList<Finding> Find(Undertaking mine, ImpactScene scene) => ImpactRules.Find(mine, new InMotion(scene));

    private static Liveness LiveOf(long id) => id == Dead ? Liveness.Dead : id == 4 ? Liveness.Unknown : Liveness.Alive;

    private static Gen<List<T>> Some<T>(Gen<T> one) => from count in Gen.Choose(0, 6) from items in Gen.ListOf(one, count) select items.ToList();

    private static void Always(Action<Undertaking, ImpactScene> law) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Arb.From(AnUndertaking), Arb.From(AScene), (mine, scene) => law(mine, scene)));
}
