using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Consultations;

public sealed class OpeningTests : Consulting
{
    [Theory]
    [InlineData("ada", "Nobody agrees with oneself: you are one of those asked.")]
    [InlineData("nobody", "No agent named nobody was ever here.")]
    [InlineData("dead", "dead is not here, so it cannot be asked; a message (send) waits for it.")]
    [InlineData("system", "No agent named system was ever here.")]
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
    [InlineData("")]
    [InlineData(" \n ")]
    public void Without_words_nothing_is_opened_or_said(string text)
    {
        var id = Open("ada", "bob");
        var said = Crowd.State.Messages.Log(new LogQuery()).Count;

        var proposed = Refused("ada", ConsultAction.Propose, id, text);
        var opened = RefusedToOpen("ada", Asking(text, ConsultationCause.Question, "bob"));
        var requested = RefusedToOpen("ada", Asking(text, ConsultationCause.Request, "bob"));

        Assert.Equal("consult propose needs a text: what is proposed.", proposed.Why);
        Assert.Equal("consult open needs a text: what is to be agreed on.", opened.Why);
        Assert.Equal("consult request needs a text: what is to be done.", requested.Why);
        Assert.All([proposed, opened, requested], refused => Assert.Equal(ProblemKind.Usage, refused.Kind));
        Assert.Equal([ConsultAction.Propose, ConsultAction.Open, ConsultAction.Request], [.. proposed.Ways, .. opened.Ways, .. requested.Ways]);
        Assert.Equal((ConsultationState.Open, said), (Show("ada", id).State, Crowd.State.Messages.Log(new LogQuery()).Count));
    }

    [Fact]
    public void Three_kibibytes_can_be_said_at_once_and_not_a_byte_more()
    {
        var id = Open("ada", "bob");

        Done("bob", ConsultAction.Post, id, new string('x', ConsultationRequest.MaxBytes));
        var error = Assert.Throws<SidecarException>(() => Done("bob", ConsultAction.Post, id, new string('x', ConsultationRequest.MaxBytes + 1)));

        Assert.Equal("The text is larger than 3 KiB.", error.Message);
    }

    [Fact]
    public void Twenty_are_asked_at_once_and_no_more()
    {
        var many = Enumerable.Range(1, 21).Select(number => $"agent{number}").ToArray();
        foreach (var name in many)
            Crowd.Agent(name);

        var error = Assert.Throws<SidecarException>(() => Open("ada", many));
        var opened = Look(Open("ada", many[..20]));

        Assert.Equal(
            (ProblemKind.Usage, "21 are asked; 20 is the most.", "ask the 20 whose work it concerns most, and tell the others (send)"),
            (error.Kind, error.Message, error.Next));
        Assert.Equal((1L, 21), (opened.Id, opened.Parties.Count));
    }

    [Fact]
    public void A_request_goes_to_one_and_a_question_to_somebody()
    {
        var error = Assert.Throws<SidecarException>(() => RefusedToOpen("ada", Asking("x", ConsultationCause.Request, "bob", "cy")));
        var refused = RefusedToOpen("ada", Asking("x", ConsultationCause.Question));

        Assert.Equal("A request goes to one agent, not to 2.", error.Message);
        Assert.Equal((ProblemKind.Usage, "Nobody is asked."), (refused.Kind, refused.Why));
        Assert.Equal([ConsultAction.Open], refused.Ways);
        Assert.Empty(Threads.List(reader: null).Items);
    }

    [Fact]
    public void Whoever_is_named_twice_by_whichever_name_is_asked_once()
    {
        Rename("bob", "rob");

        var opened = Look(Open("ada", "bob", "ROB", "Bob", "cy"));
        var requested = Look(Assert.IsType<ConsultationAnswer.Done>(
            Threads.Open(Crowd.Agent("ada"), Asking("please look", ConsultationCause.Request, "bob", "Rob"), TalkLimits.Usual)).Thread.Id);

        Assert.Equal("ada, rob and cy", ConsultationWords.Names(opened.Parties));
        Assert.Equal("ada and rob", ConsultationWords.Names(requested.Parties));
    }

    [Fact]
    public void Whoever_is_asked_by_an_earlier_name_of_oneself_is_oneself()
    {
        Rename("ada", "eve");

        var error = Assert.Throws<SidecarException>(() => Open("ada", "ada"));

        Assert.Equal("Nobody agrees with oneself: you are one of those asked.", error.Message);
    }

    [Fact]
    public void Where_nobody_else_is_here_it_is_said_how_to_learn_who_comes()
    {
        foreach (var name in (string[])["ada", "bob", "cy", "dan"])
            Crowd.Kill(name);

        var error = Assert.Throws<SidecarException>(() => Threads.Open(Crowd.Human, Asking("x", ConsultationCause.Question, "ghost"), TalkLimits.Usual));

        Assert.Equal(
            ("No agent named ghost was ever here.", "nobody else is here now; sidecar status tells who comes"), (error.Message, error.Next));
    }

    [Fact]
    public void Whom_a_conflict_meets_beyond_the_twenty_it_asks_is_named()
    {
        var many = Enumerable.Range(1, 22).Select(number => $"agent{number}").ToArray();

        var opened = Meet("ada", many);
        var again = Meet("ada", many);

        Assert.Equal(many[..20], opened.Thread.Parties.Skip(1).Select(party => party.Agent.Name.ToString()));
        Assert.Equal(["agent21", "agent22"], opened.NotAsked.Select(name => name.ToString()));
        Assert.Equal((opened.Thread.Id, 2), (again.Thread.Id, again.NotAsked.Count));
        Assert.Contains(
            "and agent20 are to agree who does what. Not asked, because 20 is the most: agent21, agent22. next: consult action=propose id=1 text=WHAT",
            Assert.Single(Unread("agent1")).Text, StringComparison.Ordinal);
        Assert.Empty(Unread("agent21"));
        Assert.Empty(Meet("bob", "cy").NotAsked);
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
    public void Whoever_meets_all_who_are_at_it_joins_them_and_brings_along_whom_it_meets_besides()
    {
        var first = OnConflict("ada", "src/a.cs", "bob").Id;
        Unread("bob");
        Crowd.Time.Advance(TimeSpan.FromMinutes(4));

        var joined = OnConflict("cy", "src/a.cs", "ada", "bob", "dan");

        Assert.Equal((first, "ada, bob, cy and dan"), (joined.Id, ConsultationWords.Names(joined.Parties)));
        Assert.Equal(Crowd.Time.GetUtcNow() + Ttl, joined.Deadline);
        Assert.Equal(ConsultationWords.Names(joined.Parties), ConsultationWords.Names(Look(first).Parties));
        Assert.All(["ada", "bob", "dan"], name => Assert.Equal(
            "Consultation 1 about src/a.cs: cy announced work that meets yours as well. Now ada, bob, cy and dan are to agree who does what. "
                + "Round 1 of 4 is open. next: consult action=propose id=1 text=WHAT, or consult action=post id=1 text=TEXT Announced:\nnew prices",
            Assert.Single(Unread(name)).Text));
        Assert.Empty(Unread("cy"));
        Assert.Equal(first, OnConflict("dan", "src/a.cs", "ada", "bob", "cy").Id);
    }

    [Fact]
    public void A_proposal_that_stands_is_shown_to_whoever_joins_and_is_nothing_without_its_approval()
    {
        var id = OnConflict("ada", "src/a.cs", "bob").Id;
        Done("ada", ConsultAction.Propose, id, "I do it");
        OnConflict("cy", "src/a.cs", "ada", "bob");
        Show("bob", id);

        Assert.Equal(ConsultationState.Resolving, Done("bob", ConsultAction.Approve, id).State);
        Assert.Contains(Unread("cy"), message => message.Text.EndsWith("I do it", StringComparison.Ordinal));
        Assert.Equal(ConsultationState.Resolved, Done("cy", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void Nobody_is_drawn_into_what_others_agree_on_with_somebody_whom_it_does_not_meet()
    {
        var first = OnConflict("ada", "src/a.cs", "bob").Id;

        Assert.NotEqual(first, OnConflict("cy", "src/a.cs", "ada").Id);
        Assert.NotEqual(first, OnConflict("cy", "src/b.cs", "ada", "bob").Id);
        Assert.Equal("ada and bob", ConsultationWords.Names(Look(first).Parties));
    }

    [Fact]
    public void What_is_not_a_conflict_or_is_agreed_is_not_joined()
    {
        var question = Open("ada", "bob");
        var agreed = OnConflict("bob", "src/b.cs", "ada").Id;
        Done("bob", ConsultAction.Propose, agreed, "I do it");
        Show("ada", agreed);
        Done("ada", ConsultAction.Approve, agreed);

        Assert.NotEqual(question, OnConflict("cy", "src/a.cs", "ada", "bob").Id);
        Assert.NotEqual(agreed, OnConflict("cy", "src/b.cs", "ada", "bob").Id);
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
    public void What_was_agreed_about_one_file_settles_nothing_about_another_but_what_is_open_is_talked_over_there()
    {
        var open = Meet("ada", ["src/a.cs"], "bob").Thread.Id;
        Assert.Equal(open, Meet("bob", ["src/a.cs", "src/b.cs"], "ada").Thread.Id);
        Done("ada", ConsultAction.Propose, open, "I do it");
        Show("bob", open);
        Done("bob", ConsultAction.Approve, open);

        Assert.Equal(open, Meet("ada", ["src/a.cs"], "bob").Thread.Id);
        Assert.NotEqual(open, Meet("ada", ["src/a.cs", "src/b.cs"], "bob").Thread.Id);
    }

    [Fact]
    public void What_goes_on_without_somebody_is_not_where_one_agrees_with_its_next_session()
    {
        var id = Meet("ada", "bob", "cy").Thread.Id;
        Done("ada", ConsultAction.Propose, id, "I do it");
        Show("bob", id);
        Done("bob", ConsultAction.Approve, id);
        Show("cy", id);
        Done("cy", ConsultAction.Approve, id);
        Crowd.Kill("cy");
        Threads.Settle();
        var again = Again("cy");

        var met = Threads.OpenOnConflict(
            Crowd.Agent("ada"), [again.Id], new ConsultationRequest([], "new prices", Crowd.Patterns("src/a.cs"), ConsultationCause.Conflict, Ttl),
            ignoreCase: false, TalkLimits.Usual)!;

        Assert.Equal(id, Meet("ada", "bob").Thread.Id);
        Assert.NotEqual(id, met.Thread.Id);
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
