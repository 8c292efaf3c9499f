using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Consultations;

public sealed class OpeningTests : Consulting
{
    [Theory]
    [InlineData("ada", "Nobody agrees with oneself: you are one of those asked.")]
    [InlineData("nobody", "nobody is not here, so it cannot be asked; a message (send) waits for it.")]
    [InlineData("dead", "dead is not here, so it cannot be asked; a message (send) waits for it.")]
    [InlineData("system", "system is not here, so it cannot be asked; a message (send) waits for it.")]
    public void Whoever_cannot_be_asked_is_named_and_nothing_is_opened(string name, string problem)
    {
        Crowd.Agent("dead");
        Crowd.Kill("dead");

        var error = Assert.Throws<SidecarException>(() => Open("ada", "bob", name));

        Assert.Equal((ProblemKind.Usage, problem, "ask bob, cy, dan, human"), (error.Kind, error.Message, error.Next));
        Assert.Empty(Threads.List(reader: null).Items);
        Assert.Empty(Unread("bob"));
    }

    [Theory]
    [InlineData("", "The text is empty.")]
    [InlineData(" \n ", "The text is empty.")]
    public void Without_words_nothing_is_opened_or_said(string text, string problem)
    {
        var id = Open("ada", "bob");

        Assert.Equal(problem, Assert.Throws<SidecarException>(() => Done("ada", ConsultAction.Propose, id, text)).Message);
        Assert.Equal(problem, Assert.Throws<SidecarException>(() => Threads.Open(Crowd.Agent("ada"), Asking(text, ConsultationCause.Question, "bob"), TalkLimits.Usual)).Message);
        Assert.Throws<SidecarException>(() => Done("bob", ConsultAction.Post, id, new string('x', 3 * 1024 + 1)));
        Assert.Equal(ConsultationState.Open, Show("ada", id).State);
    }

    [Fact]
    public void More_than_twenty_are_not_asked_at_once_and_a_request_goes_to_one()
    {
        var many = Enumerable.Range(1, 21).Select(number => $"agent{number}").ToArray();

        Assert.Equal("21 are asked; 20 is the most.", Assert.Throws<SidecarException>(() => Open("ada", many)).Message);
        Assert.Equal("Nobody is asked.", Assert.Throws<SidecarException>(() => Open("ada")).Message);
        Assert.Equal(
            "A request goes to one agent, not to 2.",
            Assert.Throws<SidecarException>(() => Threads.Open(Crowd.Agent("ada"), Asking("x", ConsultationCause.Request, "bob", "cy"), TalkLimits.Usual)).Message);
    }

    [Fact]
    public void A_conflict_about_the_same_file_is_the_same_consultation_whoever_announces()
    {
        var first = OnConflict("ada", "src/a.cs", "bob");

        Assert.Equal(first.Id, OnConflict("bob", "src/", "ada").Id);
        Assert.NotEqual(first.Id, OnConflict("ada", "src/b.cs", "bob").Id);
        Assert.NotEqual(first.Id, OnConflict("ada", "src/a.cs", "cy").Id);
    }

    [Fact]
    public void Nobody_has_more_than_twenty_open_that_are_not_over()
    {
        for (var number = 1; number <= ConsultationStore.MostUnfinished; number++)
            OnConflict("ada", $"src/{number}.cs", "bob");

        var byHand = Assert.Throws<SidecarException>(() => Open("ada", "bob"));

        Assert.Equal("ada has opened 20 consultations that are not over, and no more are allowed. Nothing was opened.", byHand.Message);
        Assert.Equal(byHand.Message, Assert.Throws<SidecarException>(() => OnConflict("ada", "src/21.cs", "bob")).Message);
        Assert.Equal(1, OnConflict("ada", "src/1.cs", "bob").Id);
        Done("ada", ConsultAction.Cancel, 1);
        Assert.Equal(21, Open("ada", "bob"));
    }

    [Fact]
    public void What_was_agreed_and_is_not_done_is_not_asked_again_but_what_failed_is()
    {
        var agreed = OnConflict("ada", "src/a.cs", "bob").Id;
        Done("ada", ConsultAction.Propose, agreed, "I do it");
        Show("bob", agreed);
        Done("bob", ConsultAction.Approve, agreed);

        Assert.Equal(agreed, OnConflict("ada", "src/a.cs", "bob").Id);
        Done("bob", ConsultAction.Close, agreed, "done");
        var next = OnConflict("ada", "src/a.cs", "bob").Id;
        Assert.NotEqual(agreed, next);
        Crowd.Time.Advance(Ttl);
        Assert.NotEqual(next, OnConflict("ada", "src/a.cs", "bob").Id);
    }
}
