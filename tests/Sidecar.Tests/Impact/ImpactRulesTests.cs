using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Forecasts;
using Sidecar.Impact;
using Sidecar.Tests.World;
using static Sidecar.Tests.World.Others;

namespace Sidecar.Tests.Impact;

public sealed class ImpactRulesTests
{
    [Fact]
    public void What_another_claims_exclusively_is_a_conflict()
    {
        var finding = Only(Mine("src/a.cs"), Scene with { Claims = [Holds(Bob, "src/") with { Reason = "all of \"it\"" }] });

        Assert.Equal((Signal.Claimed, 100, "src/a.cs", "src/"), (finding.Signal, finding.Score, finding.Path, finding.Theirs));
        Assert.Equal("bob claims src/ exclusively, for 3 min: \"all of 'it'\"", finding.Evidence);
        Assert.Equal("wait: claim with wait_seconds=600, or ask: send to=bob", finding.Next);
        Assert.Equal(ImpactLevel.Conflict, ImpactRules.Level([finding]));
    }

    [Fact]
    public void What_another_is_writing_is_a_conflict()
    {
        var finding = Only(Mine("src/a.cs"), Scene with { Work = [Writes(Bob, "src/a.cs")] });

        Assert.Equal((Signal.Written, 100, null), (finding.Signal, finding.Score, finding.Theirs));
        Assert.Equal("bob is changing src/a.cs (last 12 s ago, evidence: process), not committed", finding.Evidence);
        Assert.Equal(Now.AddSeconds(-12), finding.At);
    }

    [Fact]
    public void What_a_person_claims_counts_and_what_a_person_writes_does_not()
    {
        var person = Somebody.Called(7, "human", Now);

        var findings = Find(Mine("a.cs", "b.cs"), Scene with
        {
            Claims = [Holds(7, "a.cs") with { Holder = person }],
            Work = [Writes(7, "b.cs") with { Author = person }],
        });

        Assert.Equal(["a.cs"], findings.Select(finding => finding.Path));
    }

    [Fact]
    public void What_another_announced_is_a_conflict()
    {
        var finding = Only(Mine("src/a.cs"), Scene with { Announcements = [Announces(Bob, "src/a.cs")] });

        Assert.Equal((Signal.Announced, 100), (finding.Signal, finding.Score));
        Assert.Equal("bob announced src/a.cs 5 min ago: \"new prices\"", finding.Evidence);
    }

    [Theory]
    [InlineData("Login", "Logout", 60)]
    [InlineData("Login", "Login", 100)]
    [InlineData("", "Login", 100)]
    [InlineData("Login", "", 100)]
    public void Where_both_name_other_symbols_of_a_file_it_is_a_caution(string mine, string theirs, int score)
    {
        var finding = Only(
            Mine("a.cs") with { Symbols = Names(mine) },
            Scene with { Announcements = [Announces(Bob, "a.cs") with { Symbols = Names(theirs) }] });

        Assert.Equal(score, finding.Score);
    }

    [Fact]
    public void What_would_not_merge_is_a_conflict_that_names_the_lines_of_both()
    {
        var finding = Only(Mine("src/"), Scene with
        {
            Forecasts = [Forecast(Foreseen.Conflict("src/a.cs"), Foreseen.Clean("src/b.cs"))],
            Work = [Writes(Bob, "c.cs") with { Worktree = "/other" }, Writes(3, "src/a.cs") with { Worktree = "/other" }],
            Agents = [(Somebody.Called(Bob, "bob", Now) with { Worktree = "/other" }, Liveness.Alive)],
        }, Signal.WouldConflict);

        Assert.Equal((90, "src/", "src/a.cs", "agent3"), (finding.Score, finding.Path, finding.Theirs, finding.Agent.Name.ToString()));
        Assert.Equal(
            "src/a.cs: lines 12-13 of yours and lines 10-14 of agent3's in /other would conflict when merged (tried 60 s ago)", finding.Evidence);
    }

    [Fact]
    public void Where_the_other_side_is_committed_its_inhabitants_are_named_and_the_dead_are_not()
    {
        var scene = Scene with
        {
            Forecasts = [Forecast(Foreseen.Conflict("a.cs"))],
            Agents =
            [
                (Somebody.Called(Bob, "bob", Now) with { Worktree = "/other" }, Liveness.Unknown),
                (Somebody.Called(3, "cy", Now) with { Worktree = "/other" }, Liveness.Dead),
                (Somebody.Called(4, "dora", Now) with { Worktree = Worktree }, Liveness.Alive),
            ],
        };

        Assert.Equal(["bob"], Find(Mine("a.cs"), scene).Select(finding => finding.Agent.Name.ToString()));
        Assert.Empty(Find(Mine("a.cs"), scene with { Forecasts = [Forecast(Foreseen.Conflict("a.cs")) with { Stage = ForecastStage.CannotTell }] }));
    }

    [Fact]
    public void Whoever_changes_what_I_depend_on_is_named_with_where_that_is_known_from()
    {
        var scene = Scene with { Work = [Writes(Bob, "lib/b.cs")] };

        var scanned = Only(Mine("src/a.cs") with { DependsOn = [Import("src/a.cs", "lib/b.cs")] }, scene);
        var declared = Only(Mine("src/a.cs") with { DependsOn = [Declared("lib/")] }, scene);

        Assert.Equal((Signal.Dependency, 80, "src/a.cs", "lib/b.cs"), (scanned.Signal, scanned.Score, scanned.Path, scanned.Theirs));
        Assert.Equal(
            "your src/a.cs depends on lib/b.cs (source: scanned); bob is changing lib/b.cs (last 12 s ago, evidence: process), not committed",
            scanned.Evidence);
        Assert.Equal(("src/a.cs", "lib/b.cs"), (declared.Path, declared.Theirs));
        Assert.StartsWith("you depend on lib/ (source: declared); bob is changing", declared.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_depends_on_mine_is_named_by_what_it_announced_and_by_what_its_files_import()
    {
        var announced = Only(Mine("src/a.cs"), Scene with
        {
            Announcements = [Announces(Bob, "web/x.cs") with { DependsOn = [Declared("src/a.cs")] }],
        });
        var imported = Only(Mine("src/a.cs"), Scene with { Work = [Writes(Bob, "web/x.cs")], TheirImports = [Import("web/x.cs", "src/a.cs")] });

        Assert.Equal((80, "src/a.cs", "web/x.cs"), (announced.Score, announced.Path, announced.Theirs));
        Assert.Equal("bob depends on src/a.cs (source: declared); bob announced web/x.cs 5 min ago: \"new prices\"", announced.Evidence);
        Assert.Equal(
            "bob's web/x.cs depends on src/a.cs (source: scanned); bob is changing web/x.cs (last 12 s ago, evidence: process), not committed",
            imported.Evidence);
    }

    [Fact]
    public void What_a_file_that_is_done_with_depends_on_is_of_no_interest()
    {
        var findings = Find(Mine("src/a.cs"), Scene with
        {
            Announcements = [Announces(Bob, "web/y.cs") with { DependsOn = [Import("web/x.cs", "src/a.cs")] }],
        });

        Assert.Empty(findings);
    }

    [Fact]
    public void A_file_that_moves_with_mine_and_is_being_changed_is_told_with_the_plain_counts()
    {
        var finding = Only(Mine("src/a.cs"), Scene with { Work = [Writes(Bob, "tests/a.cs")], Related = Moves("src/a.cs", "tests/a.cs", 0.40) });

        Assert.Equal((Signal.CoChange, 55, "src/a.cs", "tests/a.cs"), (finding.Signal, finding.Score, finding.Path, finding.Theirs));
        Assert.Equal(
            "tests/a.cs, which moved with your src/a.cs in 7 of its last 9 changes, is being changed by bob (last 12 s ago, evidence: process)",
            finding.Evidence);
        Assert.Equal(ImpactLevel.Caution, ImpactRules.Level([finding]));
    }

    [Theory]
    [InlineData(0.19, 7, 0.20)]
    [InlineData(0.90, 2, 0.20)]
    [InlineData(0.40, 7, 0.45)]
    public void A_weak_coupling_is_no_finding(double score, int together, double threshold)
    {
        var findings = Find(Mine("src/a.cs"), Scene with
        {
            Work = [Writes(Bob, "tests/a.cs")],
            Related = Moves("src/a.cs", "tests/a.cs", score, together),
            Threshold = threshold,
        });

        Assert.Empty(findings);
    }

    [Theory]
    [InlineData(0.20, 0.20, 40)]
    [InlineData(0.32, 0.20, 49)]
    [InlineData(0.60, 0.20, 70)]
    [InlineData(0.95, 0.20, 70)]
    [InlineData(0.45, 0.45, 40)]
    [InlineData(0.60, 0.60, 70)]
    public void A_coupling_counts_in_a_straight_line_from_the_threshold_to_six_tenths(double score, double threshold, int points) =>
        Assert.Equal(points, Sidecar.Impact.Signals.CoChanged.Score(score, threshold));

    [Fact]
    public void Whoever_is_at_work_in_the_same_directory_is_a_note_once()
    {
        var finding = Only(Mine("src/api/a.cs", "src/api/b.cs"), Scene with
        {
            Work = [Writes(Bob, "src/api/x.cs") with { At = Now.AddMinutes(-9) }, Writes(Bob, "src/api/y.cs"), Writes(Bob, "src/z.cs")],
        });

        Assert.Equal((Signal.Module, 30, "src/api/a.cs", "src/api/y.cs"), (finding.Signal, finding.Score, finding.Path, finding.Theirs));
        Assert.Equal(
            "in the same directory bob is changing src/api/y.cs (last 12 s ago, evidence: process), not committed, and 1 more file there",
            finding.Evidence);
        Assert.Equal(ImpactLevel.Note, ImpactRules.Level([finding]));
    }

    [Fact]
    public void The_top_of_the_repository_is_no_module_and_a_stronger_reason_says_enough()
    {
        Assert.Empty(Find(Mine("a.cs"), Scene with { Work = [Writes(Bob, "b.cs")] }));

        var findings = Find(Mine("src/a.cs"), Scene with { Work = [Writes(Bob, "src/a.cs"), Writes(Bob, "src/b.cs")] });
        Assert.Equal([Signal.Written], findings.Select(finding => finding.Signal));
    }

    public static TheoryData<ImpactScene> Harmless => new()
    {
        Scene with { Claims = [Holds(Bob, "src/a.cs") with { Mode = ClaimMode.Shared }] },
        Scene with { Claims = [Holds(Bob, "src/a.cs") with { Expires = Now }] },
        Scene with { Claims = [Holds(Bob, "src/a.cs") with { Live = Liveness.Dead }] },
        Scene with { Claims = [Holds(Ada, "src/a.cs")] },
        Scene with { Claims = [Holds(Bob, "task:src/a.cs")] },
        Scene with { Work = [Writes(Bob, "src/a.cs") with { Live = Liveness.Dead }] },
        Scene with { Work = [Writes(Bob, "src/a.cs") with { IsReleased = true }] },
        Scene with { Work = [Writes(Bob, "src/a.cs") with { Author = null, Live = Liveness.Unknown }] },
        Scene with { Work = [Writes(Ada, "src/a.cs")] },
        Scene with { Announcements = [Announces(Bob, "src/a.cs") with { Live = Liveness.Dead }] },
        Scene with { Announcements = [Announces(Ada, "src/a.cs")] },
        Scene with { Announcements = [Announces(Bob, "web/x.cs") with { Live = Liveness.Dead, DependsOn = [Declared("src/a.cs")] }] },
    };

    [Theory]
    [MemberData(nameof(Harmless), DisableDiscoveryEnumeration = true)]
    public void What_is_mine_or_over_or_of_the_dead_concerns_nobody(ImpactScene scene) => Assert.Empty(Find(Mine("src/a.cs"), scene));

    [Fact]
    public void One_who_cannot_be_told_dead_counts()
    {
        var finding = Only(Mine("a.cs"), Scene with { Work = [Writes(Bob, "a.cs") with { Live = Liveness.Unknown }] });

        Assert.StartsWith("bob (cannot tell if alive) is changing", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_reasons_for_the_same_pair_the_strongest_is_told_and_the_strongest_pair_first()
    {
        var findings = Find(Mine("src/a.cs", "src/c.cs"), Scene with
        {
            Work = [Writes(Bob, "tests/a.cs"), Writes(3, "src/c.cs")],
            Announcements = [Announces(Bob, "tests/a.cs") with { DependsOn = [Declared("src/a.cs")] }],
            Related = Moves("src/a.cs", "tests/a.cs", 0.5),
        });

        Assert.Equal([(100, "src/c.cs"), (80, "src/a.cs")], findings.Select(finding => (finding.Score, finding.Path)));
    }

    [Fact]
    public void Names_that_differ_in_case_are_one_file_where_the_file_system_says_so()
    {
        var scene = Scene with { SeenBy = Scene.SeenBy with { IgnoreCase = true }, Work = [Writes(Bob, "SRC/A.cs")] };

        Assert.Single(Find(Mine("src/a.cs"), scene));
    }

    [Theory]
    [InlineData(100, ImpactLevel.Conflict)]
    [InlineData(90, ImpactLevel.Conflict)]
    [InlineData(89, ImpactLevel.Caution)]
    [InlineData(40, ImpactLevel.Caution)]
    [InlineData(39, ImpactLevel.Note)]
    [InlineData(30, ImpactLevel.Note)]
    [InlineData(29, ImpactLevel.Clear)]
    public void The_level_follows_from_the_score(int score, ImpactLevel level) => Assert.Equal(level, ImpactRules.Level(score));

    private static IReadOnlyList<Finding> Find(Undertaking mine, ImpactScene scene) => ImpactRules.Find(mine, new InMotion(scene));

    private static Finding Only(Undertaking mine, ImpactScene scene) => Assert.Single(Find(mine, scene));

    private static Finding Only(Undertaking mine, ImpactScene scene, Signal signal) =>
        Assert.Single(Find(mine, scene), finding => finding.Signal == signal);

    private static string[] Names(string name) => name.Length == 0 ? [] : [name];

    // This worktree is the second of the pair, so its lines are the other ones.
    private static Forecast Forecast(params ForecastFile[] files) => Foreseen.Forecast(Now.AddMinutes(-1), files) with { Worktree = "/other", Other = Worktree };
}
