using Sidecar.Agents;
using Sidecar.Guard;
using Sidecar.Operations;
using Sidecar.Repository;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Guard;

public sealed class GuardReportTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    private static readonly GuardReport Claimed_ = Holding(Claimed.By(1, "ada", "a.cs", Now));
    private static readonly GuardReport Written = Holding(Claimed.ByWriting(1, "ada", "a.cs", Now));
    private static readonly GuardReport Doubtful = new([], [], [Claimed.Written("a.cs", Now)]);
    private static readonly GuardReport Reverting = new(
        [], [new RevertFinding(Changed.Path("a.cs"), new RecordedCommit { Id = "c1", At = Now, Worktree = "/w", Who = "ada" })], []);

    [Theory]
    [InlineData(GuardAction.Refuse, "Refused", "Refused", "Warned")]
    [InlineData(GuardAction.Warn, "Refused", "Warned", "Warned")]
    [InlineData(GuardAction.Off, "Refused", "Clear", "Clear")]
    public void The_setting_for_foreign_work_is_about_work_and_not_about_claims(
        GuardAction action, string claimed, string written, string doubtful)
    {
        var settings = new RepositorySettings { ForeignWork = action };

        Assert.Equal((claimed, written, doubtful), (Decide(Claimed_, settings), Decide(Written, settings), Decide(Doubtful, settings)));
    }

    [Theory]
    [InlineData(GuardAction.Refuse, "Refused")]
    [InlineData(GuardAction.Warn, "Warned")]
    [InlineData(GuardAction.Off, "Clear")]
    public void The_setting_for_phantom_reverts_decides_them_alone(GuardAction action, string verdict)
    {
        var settings = new RepositorySettings { Revert = action, ForeignWork = GuardAction.Off };

        Assert.Equal(verdict, Decide(Reverting, settings));
    }

    [Fact]
    public void A_claim_and_work_on_the_same_file_are_heard_as_the_settings_want()
    {
        var both = new GuardReport([.. Claimed_.Held, .. Written.Held], [], []);

        Assert.Equal(Claimed_.Held, both.Heard(new RepositorySettings { ForeignWork = GuardAction.Off }).Held);
        Assert.Equal(2, both.Heard(new RepositorySettings { ForeignWork = GuardAction.Warn }).Held.Count);
    }

    [Fact]
    public void A_warning_needs_no_reason_to_go_ahead_and_no_override()
    {
        var verdict = CommitRules.Decide(Doubtful, ActorKind.Agent, new RepositorySettings(), isRebasing: true, overrideReason: "why");

        Assert.Null(Assert.IsType<Verdict.Warned>(verdict).Why);
    }

    private static GuardReport Holding(Sidecar.Claims.Claim claim) => new([new GuardFinding(Changed.Path("a.cs"), claim)], [], []);

    private static string Decide(GuardReport report, RepositorySettings settings) =>
        CommitRules.Decide(report, ActorKind.Agent, settings, isRebasing: false, overrideReason: null).GetType().Name;
}
