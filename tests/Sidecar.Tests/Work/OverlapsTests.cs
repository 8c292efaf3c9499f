using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Tests.World;
using Sidecar.Work;

namespace Sidecar.Tests.Work;

public sealed class OverlapsTests
{
    private const long Ada = 1;
    private const long Bob = 2;
    private const long Cyd = 3;

    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Fact]
    public void Two_agents_that_write_one_file_meet_there()
    {
        var overlaps = Find([WorkOf(Ada, "a.cs"), WorkOf(Bob, "a.cs"), WorkOf(Bob, "b.cs")], []);

        Assert.Equal(["a.cs: Ada, Bob"], overlaps);
    }

    [Fact]
    public void They_meet_in_different_worktrees_too()
    {
        var overlap = Assert.Single(Overlaps.Find(
            [WorkOf(Ada, "a.cs"), WorkOf(Bob, "a.cs") with { Worktree = "/other" }], [], Now, ignoreCase: false));

        Assert.True(overlap.IsAcrossWorktrees);
    }

    [Fact]
    public void One_agent_in_two_worktrees_meets_nobody() =>
        Assert.Empty(Find([WorkOf(Ada, "a.cs"), WorkOf(Ada, "a.cs") with { Worktree = "/other" }], []));

    [Theory]
    [InlineData("a.cs")]
    [InlineData("src/")]
    [InlineData("**/*.cs")]
    public void Who_writes_what_another_claims_meets_the_holder(string claimed)
    {
        var path = claimed == "a.cs" ? "a.cs" : "src/b.cs";

        Assert.Equal([$"{path}: Ada, Bob claims {claimed}"], Find([WorkOf(Ada, path)], [ClaimOf(Bob, claimed)]));
    }

    [Fact]
    public void The_claim_of_one_of_the_writers_is_named_beside_both() => Assert.Equal(
        ["a.cs: Ada, Bob, Ada claims a.cs"], Find([WorkOf(Ada, "a.cs"), WorkOf(Bob, "a.cs")], [ClaimOf(Ada, "a.cs")]));

    [Fact]
    public void A_person_who_claims_a_file_is_met_there() => Assert.Equal(
        ["a.cs: Ada, human claims a.cs"],
        Find([WorkOf(Ada, "a.cs")], [ClaimOf(Bob, "a.cs") with { Holder = Somebody.Called(Bob, "human", Now) }]));

    public static TheoryData<UncommittedWork> NobodysWork => new()
    {
        WorkOf(Bob, "a.cs") with { Author = null, Live = Liveness.Unknown },
        WorkOf(Bob, "a.cs") with { Live = Liveness.Dead },
        WorkOf(Bob, "a.cs") with { IsReleased = true },
        WorkOf(Bob, "a.cs") with { Author = Somebody.Called(Bob, "human", Now) },
        WorkOf(Bob, "A.cs"),
    };

    [Theory]
    [MemberData(nameof(NobodysWork), DisableDiscoveryEnumeration = true)]
    public void Work_that_no_live_agent_holds_meets_nobody(UncommittedWork other) => Assert.Empty(Find([WorkOf(Ada, "a.cs"), other], []));

    public static TheoryData<Claim> ClaimsThatAllow => new()
    {
        ClaimOf(Ada, "a.cs"),
        ClaimOf(Bob, "a.cs") with { Mode = ClaimMode.Shared },
        ClaimOf(Bob, "a.cs") with { Expires = Now },
        ClaimOf(Bob, "a.cs") with { Live = Liveness.Dead },
        ClaimOf(Bob, "a.cs") with { Source = ClaimSource.Observed },
        ClaimOf(Bob, "task:a.cs"),
        ClaimOf(Bob, "A.cs"),
    };

    [Theory]
    [MemberData(nameof(ClaimsThatAllow), DisableDiscoveryEnumeration = true)]
    public void A_claim_that_bars_nobody_is_passed_over(Claim claim) => Assert.Empty(Find([WorkOf(Ada, "a.cs")], [claim]));

    [Fact]
    public void Where_the_file_system_ignores_case_one_file_is_one_file() => Assert.Equal(
        ["A.cs: Ada, Bob, Cyd claims a.CS"],
        Find([WorkOf(Ada, "A.cs"), WorkOf(Bob, "a.cs")], [ClaimOf(Cyd, "a.CS")], ignoreCase: true));

    [Fact]
    public void They_come_in_the_order_of_the_paths() => Assert.Equal(
        ["a.cs: Bob, Ada", "b.cs: Ada, Bob"],
        Find([WorkOf(Ada, "b.cs"), WorkOf(Bob, "a.cs"), WorkOf(Ada, "a.cs"), WorkOf(Bob, "b.cs")], []));

    private static IEnumerable<string> Find(
        IReadOnlyList<UncommittedWork> work, IReadOnlyList<Claim> claims, bool ignoreCase = false) =>
        Overlaps.Find(work, claims, Now, ignoreCase).Select(overlap => $"{overlap.Path}: " + string.Join(
            ", ",
            [
                .. overlap.Writers.Select(writer => writer.Author!.Name.ToString()),
                .. overlap.Claims.Select(claim => $"{claim.Holder.Name} claims {claim.Pattern.Text}"),
            ]));

    private static UncommittedWork WorkOf(long id, string path) => Written.By(id, NameOf(id), path, Now);

    private static Claim ClaimOf(long id, string pattern) => Claimed.By(id, NameOf(id), pattern, Now);

    private static string NameOf(long id) => id switch { Ada => "Ada", Bob => "Bob", _ => "Cyd" };
}
