using Sidecar.Agents;
using Sidecar.Guard;
using Sidecar.Repository;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Guard;

public sealed class CommitRulesTests
{
    private static readonly GuardReport Held = new([new GuardFinding(default, Claimed.By(1, "ada", "a.cs", DateTimeOffset.UnixEpoch))], [], []);

    [Theory]
    [InlineData(ActorKind.Agent, GuardAction.Off, "Refused")]
    [InlineData(ActorKind.Unregistered, GuardAction.Off, "Refused")]
    [InlineData(ActorKind.Unregistered, GuardAction.Warn, "Refused")]
    [InlineData(ActorKind.Human, GuardAction.Refuse, "Refused")]
    [InlineData(ActorKind.Human, GuardAction.Warn, "Warned")]
    [InlineData(ActorKind.Human, GuardAction.Off, "Clear")]
    public void Only_humans_are_let_off_by_the_setting_for_humans(ActorKind committer, GuardAction humans, string verdict) =>
        Assert.Equal(verdict, Decide(committer, new RepositorySettings { Humans = humans }));

    [Theory]
    [InlineData("it is urgent", "Overridden")]
    [InlineData(" \t\n", "Refused")]
    [InlineData("", "Refused")]
    [InlineData(null, "Refused")]
    public void An_override_needs_a_reason(string? reason, string verdict) =>
        Assert.Equal(verdict, Decide(ActorKind.Agent, new RepositorySettings(), reason: reason));

    [Fact]
    public void A_rebase_is_only_warned() =>
        Assert.Equal("Warned", Decide(ActorKind.Agent, new RepositorySettings(), isRebasing: true));

    [Fact]
    public void Switched_off_it_is_silent_in_both_cases()
    {
        var settings = new RepositorySettings { Enabled = false, OnError = GuardAction.Refuse };

        Assert.Equal("Clear", Decide(ActorKind.Agent, settings));
        Assert.Equal(new Verdict.Clear(), CommitRules.DecideUnknown(settings, overrideReason: null));
    }

    [Fact]
    public void Nothing_held_is_clear() => Assert.Equal(
        new Verdict.Clear(), CommitRules.Decide(GuardReport.Nothing, ActorKind.Agent, new RepositorySettings(), isRebasing: false, overrideReason: "why"));

    [Theory]
    [InlineData(GuardAction.Warn, null, false)]
    [InlineData(GuardAction.Refuse, null, true)]
    [InlineData(GuardAction.Refuse, " ", true)]
    [InlineData(GuardAction.Refuse, "it is urgent", false)]
    public void Not_knowing_stops_a_commit_only_where_it_is_wanted(GuardAction onError, string? reason, bool stops) => Assert.Equal(
        new Verdict.CannotTell(stops), CommitRules.DecideUnknown(new RepositorySettings { OnError = onError }, reason));

    private static string Decide(ActorKind committer, RepositorySettings settings, bool isRebasing = false, string? reason = null) =>
        CommitRules.Decide(Held, committer, settings, isRebasing, reason).GetType().Name;
}
