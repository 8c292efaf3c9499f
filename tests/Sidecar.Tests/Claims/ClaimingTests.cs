using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Claims;

public sealed class ClaimingTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void A_free_path_is_granted_with_its_reason_and_expiry()
    {
        var answer = _crowd.Claim("ada", "src/login.py");

        var claim = Assert.Single(Assert.IsType<ClaimAnswer.Granted>(answer).Claims);
        Assert.Equal("testing", claim.Reason);
        Assert.Equal(_crowd.Time.GetUtcNow().AddMinutes(30), claim.Expires);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(201, 1, 1)]
    [InlineData(1, 501, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 24 * 60 + 1)]
    public async Task A_request_beyond_the_limits_is_refused_whoever_asks(int paths, int reason, int minutes)
    {
        var patterns = Enumerable.Range(0, paths).Select(number => ClaimPattern.FromStored($"f{number}")).ToList();
        var request = new ClaimRequest(patterns, ClaimMode.Exclusive, new string('x', reason), TimeSpan.FromMinutes(minutes));
        var claims = _crowd.State.Claims;

        var problem = Assert.Throws<SidecarException>(() => claims.TryClaim(_crowd.Agent("ada"), request));
        await Assert.ThrowsAsync<SidecarException>(
            () => claims.ClaimAsync(_crowd.Agent("ada"), request, TimeSpan.FromMinutes(1), ignoreCase: false, CancellationToken.None));

        Assert.Equal(ProblemKind.Usage, problem.Kind);
        Assert.Empty(claims.Active());
    }

    [Fact]
    public void A_held_path_is_refused_and_the_refusal_names_every_holder()
    {
        _crowd.Claim("ada", "src/login.py");
        _crowd.Claim("bob", "docs/");

        var answer = _crowd.Claim("carol", "src/", "docs/guide.md", "free.txt");

        var conflicts = Assert.IsType<ClaimAnswer.Refused>(answer).Conflicts;
        Assert.Equal(["src/ ada", "docs/guide.md bob"], conflicts.Select(conflict => $"{conflict.Wanted} {conflict.Held.Holder.Name}"));
    }

    [Fact]
    public void A_refused_call_stores_nothing_of_what_was_free()
    {
        _crowd.Claim("ada", "a.txt");

        _crowd.Claim("bob", "a.txt", "b.txt");

        Assert.Equal(["ada: a.txt"], _crowd.InForce());
    }

    [Fact]
    public void Shared_claims_live_side_by_side_and_keep_exclusive_ones_out()
    {
        _crowd.Claim("ada", ClaimMode.Shared, "lib/");

        var shared = _crowd.Claim("bob", ClaimMode.Shared, "lib/x.c");
        var exclusive = _crowd.Claim("carol", "lib/x.c");

        Assert.IsType<ClaimAnswer.Granted>(shared);
        Assert.Equal(2, Assert.IsType<ClaimAnswer.Refused>(exclusive).Conflicts.Count);
    }

    [Fact]
    public void Claiming_what_one_holds_renews_it()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Time.Advance(TimeSpan.FromMinutes(20));

        var answer = _crowd.Claim("ada", "a.txt");

        var claim = Assert.Single(Assert.IsType<ClaimAnswer.Granted>(answer).Claims);
        Assert.Equal(_crowd.Time.GetUtcNow().AddMinutes(30), claim.Expires);
        Assert.Single(_crowd.InForce());
    }

    [Fact]
    public void A_claim_expires_without_activity_of_its_holder()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Time.Advance(TimeSpan.FromMinutes(30));

        var answer = _crowd.Claim("bob", "a.txt");

        Assert.IsType<ClaimAnswer.Granted>(answer);
        Assert.Equal("expired", Assert.Single(_crowd.State.Claims.Ended(default)).Why);
    }

    [Fact]
    public void Any_activity_of_the_holder_keeps_its_claims()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Time.Advance(TimeSpan.FromMinutes(20));
        _crowd.Claim("ada", "b.txt");
        _crowd.Time.Advance(TimeSpan.FromMinutes(20));

        Assert.IsType<ClaimAnswer.Refused>(_crowd.Claim("bob", "a.txt"));
    }

    [Fact]
    public void Activity_after_expiry_does_not_bring_a_claim_back()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Time.Advance(TimeSpan.FromMinutes(31));

        _crowd.Claim("ada", "b.txt");

        Assert.Equal(["ada: b.txt"], _crowd.InForce());
    }

    [Fact]
    public void A_heartbeat_is_no_activity()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Time.Advance(TimeSpan.FromMinutes(29));
        _crowd.State.Agents.Heartbeat(_crowd.Agent("ada"));
        _crowd.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.IsType<ClaimAnswer.Granted>(_crowd.Claim("bob", "a.txt"));
    }

    [Fact]
    public void A_path_held_by_a_dead_agent_is_taken_over_and_the_reason_is_kept()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Kill("ada");

        var answer = _crowd.Claim("bob", "a.txt");

        Assert.IsType<ClaimAnswer.Granted>(answer);
        Assert.StartsWith("ada is gone: its client process", Assert.Single(_crowd.State.Claims.Ended(default)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_holder_whose_process_cannot_be_read_keeps_its_claim()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Processes.Hide(_crowd.Join("ada").Client);

        Assert.IsType<ClaimAnswer.Refused>(_crowd.Claim("bob", "a.txt"));
    }

    [Fact]
    public void A_resource_and_a_file_of_the_same_name_are_different_things()
    {
        _crowd.Claim("ada", "task:login");

        Assert.IsType<ClaimAnswer.Granted>(_crowd.Claim("bob", "./task:login"));
        Assert.IsType<ClaimAnswer.Refused>(_crowd.Claim("bob", "task:*"));
    }

    [Fact]
    public void Nobody_claims_the_whole_repository_exclusively_but_a_person_who_insists()
    {
        var whole = Crowd.Request(ClaimMode.Exclusive, "**");

        Assert.Throws<SidecarException>(() => _crowd.Claim("ada", "**"));
        Assert.Throws<SidecarException>(() => _crowd.State.Claims.TryClaim(_crowd.Agent("ada"), whole, force: true));
        Assert.Throws<SidecarException>(() => _crowd.State.Claims.TryClaim(_crowd.Human, whole));
        Assert.Empty(_crowd.InForce());
        Assert.IsType<ClaimAnswer.Granted>(_crowd.State.Claims.TryClaim(_crowd.Human, whole, force: true));
    }

    [Fact]
    public void A_token_of_somebody_else_opens_nothing()
    {
        var forged = new AgentKey(_crowd.Agent("ada").Id, _crowd.Agent("bob").Token);

        Assert.Throws<SidecarException>(() => _crowd.State.Claims.TryClaim(forged, Crowd.Request(ClaimMode.Exclusive, "a.txt")));
        Assert.Empty(_crowd.InForce());
    }

    [Fact]
    public void More_claims_than_one_agent_may_hold_are_refused_whole()
    {
        for (var call = 0; call < 5; call++)
            _crowd.Claim("ada", [.. Enumerable.Range(0, 200).Select(file => $"{call}/{file}.txt")]);

        Assert.Throws<SidecarException>(() => _crowd.Claim("ada", "one/more.txt"));
        Assert.Equal(ClaimStore.MaxPerAgent, _crowd.InForce().Count);
    }
}
