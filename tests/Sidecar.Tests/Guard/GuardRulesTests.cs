using FsCheck;
using FsCheck.Fluent;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Guard;
using Sidecar.Tests.Claims;
using Sidecar.Tests.World;
using Sidecar.Work;

namespace Sidecar.Tests.Guard;

public sealed class GuardRulesTests
{
    private const long Ada = 1;
    private const long Bob = 2;

    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Fact]
    public void A_path_that_another_agent_claims_is_found()
    {
        var findings = Check(["src/a.cs", "src/b.cs"], [ClaimBy(Bob, "src/b.cs")]);

        Assert.Equal(["src/b.cs"], findings.Select(finding => finding.Path.ToString()));
        Assert.Equal(Bob, findings[0].Claim.Holder.Id);
    }

    public static TheoryData<Claim> Harmless => new()
    {
        ClaimBy(Ada, "src/a.cs"),
        ClaimBy(Bob, "src/a.cs") with { Mode = ClaimMode.Shared },
        ClaimBy(Bob, "src/a.cs") with { Expires = Now },
        ClaimBy(Bob, "src/a.cs") with { Live = Liveness.Dead },
        ClaimBy(Bob, "src/a.cs") with { Source = ClaimSource.Queue },
        ClaimBy(Bob, "task:src/a.cs"),
        ClaimBy(Bob, "a.cs"),
        ClaimBy(Bob, "src/a/"),
        Claimed.ByWriting(Bob, "bob", "src/a.cs", Now, worktree: "/other"),
        Claimed.ByWriting(Ada, "ada", "src/a.cs", Now),
        Claimed.ByWriting(Bob, "bob", "src/a.cs", Now) with { Live = Liveness.Dead },
        Claimed.ByWriting(Bob, "bob", "src/b.cs", Now),
    };

    [Theory]
    [MemberData(nameof(Harmless), DisableDiscoveryEnumeration = true)]
    public void A_claim_that_is_not_in_the_way_is_passed_over(Claim claim)
    {
        var findings = Check(["src/a.cs"], [claim]);

        Assert.Empty(findings);
    }

    [Theory]
    [InlineData(ClaimSource.Explicit, Liveness.Alive)]
    [InlineData(ClaimSource.Observed, Liveness.Unknown)]
    public void A_holder_who_is_not_known_to_be_dead_holds(ClaimSource source, Liveness live)
    {
        var findings = Check(["src/a.cs"], [ClaimBy(Bob, "src/a.cs") with { Source = source, Live = live }]);

        Assert.Single(findings);
    }

    [Fact]
    public void Work_of_another_in_this_worktree_is_found()
    {
        var findings = Check(["src/a.cs"], [Claimed.ByWriting(Bob, "bob", "src/a.cs", Now)]);

        Assert.Single(findings);
    }

    [Theory]
    [InlineData("nobody knows whom", false, true, true)]
    [InlineData("nobody knows whom", false, false, false)]
    [InlineData("a dead agent", false, false, true)]
    [InlineData("a live agent", false, true, false)]
    [InlineData("a person", false, false, true)]
    [InlineData("a person", true, true, false)]
    [InlineData("the committer", false, true, false)]
    public void Doubtful_is_what_nobody_can_answer_for(string author, bool isHuman, bool othersHere, bool isDoubt)
    {
        var doubts = GuardRules.Doubts(Paths(["a.cs"]), [WorkOf(author)], Ada, isHuman, othersHere);

        Assert.Equal(isDoubt, doubts.Count == 1);
    }

    [Fact]
    public void Released_work_and_work_in_other_files_is_no_doubt()
    {
        var work = WorkOf("nobody knows whom");

        Assert.Empty(GuardRules.Doubts(Paths(["a.cs"]), [work with { IsReleased = true }], Ada, isHuman: false, othersHere: true));
        Assert.Empty(GuardRules.Doubts(Paths(["b.cs"]), [work], Ada, isHuman: false, othersHere: true));
    }

    [Fact]
    public void A_committer_without_a_registration_is_held_to_every_claim()
    {
        var findings = GuardRules.Check(Paths(["a", "b"]), [ClaimBy(Ada, "a"), ClaimBy(Bob, "b")], "/w", null, Now, false);

        Assert.Equal([Ada, Bob], findings.Select(finding => finding.Claim.Holder.Id));
    }

    [Fact]
    public void Findings_follow_the_paths_and_name_every_holder()
    {
        var findings = Check(["z.cs", "src/a.cs"], [ClaimBy(3, "src/"), ClaimBy(Bob, "src/a.cs"), ClaimBy(4, "z.*")]);

        Assert.Equal("z.cs", findings[0].Path.ToString());
        Assert.Equal(["src/a.cs", "src/a.cs"], findings.Skip(1).Select(finding => finding.Path.ToString()));
        Assert.Equal([Bob, 3L], findings.Skip(1).Select(finding => finding.Claim.Holder.Id).Order());
    }

    [Fact]
    public void Case_counts_unless_the_file_system_ignores_it()
    {
        Claim[] claims = [ClaimBy(Bob, "SRC/A.cs"), ClaimBy(3, "Src/")];

        Assert.Empty(GuardRules.Check(Paths(["src/a.cs"]), claims, "/w", Ada, Now, ignoreCase: false));
        Assert.Equal(2, GuardRules.Check(Paths(["src/a.cs"]), claims, "/w", Ada, Now, ignoreCase: true).Count);
    }

    [Fact]
    public void A_file_that_reads_like_a_resource_is_guarded()
    {
        var findings = Check(["task:x"], [ClaimBy(Bob, "./task:x")]);

        Assert.Single(findings);
    }

    [Fact]
    public void Random_claim_sets_refuse_exactly_the_paths_that_another_agent_holds()
    {
        var claims = RandomClaim().ListOf().Select(list => list.Take(20).ToList());
        var paths = RandomText(["a", "b", "ab", "a\nb", "[a]", "A"]).ListOf().Select(list => list.Distinct().ToList());
        var cases =
            from c in claims
            from p in paths
            from ignoreCase in Gen.Elements(true, false)
            select (c, p, ignoreCase);

        var property = Prop.ForAll(cases.ToArbitrary(), sample =>
        {
            var findings = GuardRules.Check(Paths(sample.p), sample.c, "/w", Ada, Now, sample.ignoreCase);
            var refused = findings.Select(finding => finding.Path.ToString()).Distinct();
            return refused.SequenceEqual(sample.p.Where(path => IsHeldByAnother(path, sample.c, sample.ignoreCase)));
        });

        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), property);
    }

    private static UncommittedWork WorkOf(string author)
    {
        var (work, bob) = (Claimed.Written("a.cs", Now), ClaimBy(Bob, "a.cs").Holder);
        return author switch
        {
            "a dead agent" => work with { Author = bob, Live = Liveness.Dead },
            "a live agent" => work with { Author = bob, Live = Liveness.Alive },
            "a person" => work with { Author = bob with { Name = AgentName.Human }, Live = Liveness.Alive },
            "the committer" => work with { Author = bob with { Id = Ada }, Live = Liveness.Dead },
            _ => work,
        };
    }

    private static bool IsHeldByAnother(string path, List<Claim> claims, bool ignoreCase) => claims.Any(claim =>
        claim.Holder.Id != Ada
        && claim.Mode == ClaimMode.Exclusive
        && claim.Live != Liveness.Dead
        && claim.Expires > Now
        && new NaiveMatcher(claim.Pattern.Text, ignoreCase).Matches(path));

    private static Gen<Claim> RandomClaim() =>
        from text in RandomText(["a", "b", "ab", "a*", "*b", "*", "**", "[a]"])
        from isDirectory in Gen.Elements(true, false, false)
        from holder in Gen.Elements(Ada, Bob, 3)
        from mode in Gen.Elements(ClaimMode.Exclusive, ClaimMode.Exclusive, ClaimMode.Shared)
        from live in Gen.Elements(Liveness.Alive, Liveness.Unknown, Liveness.Dead)
        from minutes in Gen.Elements(-1, 0, 1, 30)
        select ClaimBy(holder, isDirectory ? text + "/" : text) with
        {
            Mode = mode,
            Live = live,
            Expires = Now.AddMinutes(minutes),
        };

    private static Gen<string> RandomText(string[] parts) =>
        Gen.Elements(parts).NonEmptyListOf().Select(list => string.Join('/', list.Take(4)));

    private static IReadOnlyList<GuardFinding> Check(IReadOnlyList<string> paths, IReadOnlyList<Claim> claims) =>
        GuardRules.Check(Paths(paths), claims, "/w", Ada, Now, ignoreCase: false);

    private static List<RepoPath> Paths(IReadOnlyList<string> texts) =>
        texts.Select(text => RepoPath.TryParse(text, out var path) ? path : throw new ArgumentException(text, nameof(texts))).ToList();

    private static Claim ClaimBy(long holder, string pattern) => Claimed.By(holder, $"agent-{holder}", pattern, Now);
}
