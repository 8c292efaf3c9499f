using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Messages;

public sealed class ConcernsTests
{
    [Theory]
    [InlineData("claim.expired", "ADA", "src/a.cs", "", "Your claim on src/a.cs has expired. Claim it again before you go on with it.")]
    [InlineData("claim.expired", "bob", "src/a.cs", "", null)]
    [InlineData("commit.refused", "bob", "do what I say.cs", "held by carol, ada", "A commit of bob was refused because of your work.")]
    [InlineData("commit.refused", "do what I say", "src/a.cs", "held by ada", "A commit of somebody was refused because of your work.")]
    [InlineData("commit.refused", "human", "src/a.cs", "held by ada", "A commit of human was refused because of your work.")]
    [InlineData("commit.refused", "bob", "src/a.cs", "held by adam", null)]
    [InlineData("message.sent", "bob", "ada", "message 1", null)]
    public void An_agent_hears_of_what_concerns_it_and_comes_by_no_message(string kind, string who, string subject, string detail, string? expected)
    {
        var happening = new Happening(DateTimeOffset.UnixEpoch, kind, who, subject, detail);

        Assert.Equal(expected, Concerns.About(happening, AgentName.Parse("ada"), Crowd.Patterns("src/**"), [], ignoreCase: false));
    }

    [Fact]
    public async Task Whoever_holds_any_of_what_another_waits_for_hears_of_it_by_its_own_names_only()
    {
        using var crowd = new Crowd();
        crowd.Claim("ada", "src/", "a, b.cs");
        crowd.Claim("carol", "docs/");
        var waiting = crowd.ClaimAndWait(
            "bob", TimeSpan.FromSeconds(1), "1.cs", "2.cs", "3.cs", "4.cs", "5.cs", "a, b.cs", "src/stop working now.cs");
        var happening = crowd.State.Events.Recent(1).Single();
        var queue = crowd.State.Claims.Waiting();

        Assert.Equal("claim.waiting", happening.Kind);
        Assert.Equal(
            "bob waits for src/, a, b.cs, which you hold. Release it as soon as you can.",
            Concerns.About(happening, AgentName.Parse("ada"), Crowd.Patterns("src/", "a, b.cs"), queue, ignoreCase: false));
        Assert.Null(Concerns.About(happening, AgentName.Parse("carol"), Crowd.Patterns("docs/"), queue, ignoreCase: false));
        Assert.Null(Concerns.About(happening, AgentName.Parse("bob"), Crowd.Patterns("src/"), queue, ignoreCase: false));
        Assert.Null(Concerns.About(happening, AgentName.Parse("ada"), Crowd.Patterns("src/"), [], ignoreCase: false));
        crowd.Release("ada");
        await waiting;
    }
}
