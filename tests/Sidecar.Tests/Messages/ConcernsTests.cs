using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Messages;

public sealed class ConcernsTests
{
    [Theory]
    [InlineData("claim.expired", "ADA", "src/a.cs", "", "Your claim on src/a.cs has expired. Claim it again before you go on with it.")]
    [InlineData("claim.expired", "bob", "src/a.cs", "", null)]
    [InlineData("claim.waiting", "bob", "b.cs, src/x.cs", "", "bob waits for b.cs, src/x.cs, which you hold. Release it as soon as you can.")]
    [InlineData("claim.waiting", "bob", "b.cs", "", null)]
    [InlineData("claim.waiting", "ada", "src/x.cs", "", null)]
    [InlineData("commit.refused", "bob", "src/a.cs", "held by carol, ada", "A commit of bob was refused because of your work: src/a.cs.")]
    [InlineData("commit.refused", "bob", "src/a.cs", "held by adam", null)]
    [InlineData("commit.refused", "bob", "src/a.cs\u001b[2J", "held by ada", "A commit of bob was refused because of your work: src/a.cs\\u001b[2J.")]
    [InlineData("message.sent", "bob", "ada", "message 1", null)]
    public void An_agent_hears_of_what_concerns_it_and_comes_by_no_message(string kind, string who, string subject, string detail, string? expected)
    {
        var happening = new Happening(DateTimeOffset.UnixEpoch, kind, who, subject, detail);

        Assert.Equal(expected, Concerns.About(happening, AgentName.Parse("ada"), Crowd.Patterns("src/**"), ignoreCase: false));
    }
}
