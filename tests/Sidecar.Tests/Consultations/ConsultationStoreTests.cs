using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Consultations;

public sealed class ConsultationStoreTests : IDisposable
{
    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(10);

    private readonly Crowd _crowd = new();

    public ConsultationStoreTests()
    {
        foreach (var name in (string[])["ada", "bob", "cy", "dan"])
            _crowd.Agent(name);
    }

    private CallId Call => new(_crowd.State.Self, 1);

    private string Next(string name, Consultation thread) =>
        ConsultationWords.Next(thread, _crowd.Agent(name).Id, action => ConsultCalls.Tool(action, thread.Id));

    private AgentKey Again(string name) => _crowd.State.Agents.Register(
        _crowd.Registration(_crowd.Processes.Start()) with { Name = AgentName.Parse(name) }).Key;

    private ConsultationStore Threads => _crowd.State.Consultations;

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void What_all_approve_is_agreed_and_recorded_with_who_agreed()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs, you the rest");
        Show("bob", id);
        Show("cy", id);

        Assert.Equal(ConsultationState.Resolving, Done("bob", ConsultAction.Approve, id).State);
        var resolved = Done("cy", ConsultAction.Approve, id);
        var closed = Done("ada", ConsultAction.Close, id, "merged");

        Assert.Equal((ConsultationState.Resolved, "agreed by ada, bob and cy"), (resolved.State, resolved.EndedWhy));
        Assert.Equal((AgentName.Parse("ada"), "merged"), (closed.ClosedBy, closed.Outcome));
        Assert.Equal(["merged", "agreed by ada, bob and cy"], _crowd.State.Events.Recent(20)
            .Where(happening => happening.Kind is "consultation.resolved" or "consultation.close").Select(happening => happening.Detail));
    }

    [Fact]
    public void Each_step_is_told_to_the_others_with_what_is_awaited_from_them()
    {
        var id = Open("ada", "bob", "cy");
        Done("bob", ConsultAction.Post, id, "let me look");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        var told = ((string[])["ada", "bob", "cy"]).ToDictionary(name => name, Unread);
        Done("bob", ConsultAction.Contest, id, "I am in a.cs");

        Golden.Match(string.Join("\n\n", told.Keys.Select(name =>
            $"{name}:\n" + string.Join('\n', told[name].Concat(Unread(name)).Select(message => $"#{message.Thread} {message.From} [{message.Kind}] {message.Text}")))));
    }

    [Fact]
    public void Whoever_acts_is_not_found_dead_by_it_however_old_its_last_sign_of_life_is()
    {
        var registration = _crowd.Registration(_crowd.Processes.Start()) with
        {
            Name = AgentName.Parse("far"),
            ClientProcess = null,
            LauncherProcess = null,
        };
        var far = _crowd.State.Agents.Register(registration).Key;
        var id = Open("ada", "far");
        _crowd.Time.Advance(TimeSpan.FromMinutes(5));

        var answer = Threads.Act(far, ConsultAction.Post, id, "I am here", TalkLimits.Usual, Call);

        Assert.IsType<ConsultationAnswer.Done>(answer);
        Assert.Null(_crowd.State.Agents.Get(far).LeftAt);
    }

    [Fact]
    public void An_approval_of_what_one_has_not_been_shown_does_not_count_and_shows_it()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");

        var refused = Refused("bob", ConsultAction.Approve, id);

        Assert.Equal(ConsultationState.Resolving, refused.Thread!.State);
        Assert.EndsWith("I do a.cs", Assert.Single(refused.Messages).Text, StringComparison.Ordinal);
        Assert.Equal([ConsultAction.Approve, ConsultAction.Contest], refused.Ways);
        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void A_message_that_was_shown_is_a_proposal_that_was_seen()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Unread("bob");

        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Theory]
    [InlineData(ConsultAction.Contest)]
    [InlineData(ConsultAction.Decline)]
    public void Nobody_contests_what_they_have_not_been_shown(ConsultAction action)
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");

        var refused = Refused("bob", action, id, "no");

        Assert.Equal((ConsultationState.Resolving, 1), (refused.Thread!.State, refused.Thread.Round));
        Assert.EndsWith("I do a.cs", Assert.Single(refused.Messages).Text, StringComparison.Ordinal);
        Assert.Equal(2, Done("bob", action, id, "no").Round);
    }

    [Fact]
    public void What_a_process_took_that_died_before_it_answered_was_not_shown()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        var crashed = _crowd.Processes.Start();
        Assert.NotEmpty(_crowd.State.Inbox.Take(_crowd.Agent("bob"), new CallId(crashed, 1), 50).Messages);
        _crowd.Processes.Kill(crashed);

        Assert.Contains("You had not been shown", Refused("bob", ConsultAction.Approve, id).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_one_looks_at_is_not_unread_besides_unless_the_answer_did_not_arrive()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Assert.Empty(_crowd.State.Inbox.Take(_crowd.Agent("bob"), new CallId(_crowd.State.Self, 2), 50).Messages);

        _crowd.State.Inbox.PutBack(_crowd.Agent("bob"), Call);

        Assert.Contains("You had not been shown", Refused("bob", ConsultAction.Approve, id).Why, StringComparison.Ordinal);
        Assert.Single(_crowd.State.Inbox.Take(_crowd.Agent("bob"), new CallId(_crowd.State.Self, 2), 50).Messages);
    }

    [Fact]
    public void The_proposal_is_shown_however_much_was_said_since()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        for (var post = 0; post < 25; post++)
            Done("ada", ConsultAction.Post, id, $"and {post}");

        var shown = Threads.Get(_crowd.Agent("bob"), id, Call).Messages;

        Assert.EndsWith("I do a.cs", shown[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("and 24", shown[^1].Text, StringComparison.Ordinal);
        Assert.Equal(21, shown.Count);
        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void Of_long_talk_the_newest_that_fits_is_shown_with_the_proposal_and_the_rest_stays_unread()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        for (var post = 0; post < 10; post++)
            Done("ada", ConsultAction.Post, id, new string('x', 2_900) + post);

        var shown = Threads.Get(_crowd.Agent("bob"), id, Call).Messages;

        Assert.Equal(["s", "6", "7", "8", "9"], shown.Select(message => message.Text[^1..]).TakeLast(5));
        Assert.InRange(shown.Sum(message => message.Text.Length), 9_000, 12_000);
        Assert.Equal(12 - shown.Count, Unread("bob").Count);
    }

    [Fact]
    public void What_is_only_said_does_not_fill_a_full_mailbox_but_a_proposal_arrives()
    {
        var id = Open("ada", "bob");
        var full = TalkLimits.Usual with { Mailbox = 1 };

        var refused = Assert.Throws<SidecarException>(() => Act("ada", ConsultAction.Post, id, "hello", full));

        Assert.StartsWith("bob has 1 unread messages, and no more are kept", refused.Message, StringComparison.Ordinal);
        Assert.IsType<ConsultationAnswer.Done>(Act("ada", ConsultAction.Propose, id, "I do a.cs", full));
        Assert.Equal(2, Unread("bob").Count);
    }

    [Fact]
    public void What_was_seen_in_an_earlier_round_does_not_count_for_the_next()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "first");
        Show("bob", id);
        Done("bob", ConsultAction.Contest, id, "no");
        Done("ada", ConsultAction.Propose, id, "second");

        Assert.Contains("round 2", Refused("bob", ConsultAction.Approve, id).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fourth_contest_is_the_end_and_no_permission()
    {
        var id = Open("ada", "bob");
        for (var round = 1; round <= 4; round++)
        {
            Done("ada", ConsultAction.Propose, id, $"proposal {round}");
            Show("bob", id);
            Done("bob", ConsultAction.Contest, id, "no");
        }

        var refused = Refused("ada", ConsultAction.Propose, id, "a fifth");

        Assert.Equal(ConsultationState.Expired, refused.Thread!.State);
        Assert.Equal(
            $"Consultation {id} is over (expired): bob contested the proposal of the last round. That is no permission.", refused.Why);
        Assert.Contains("That is no permission", Unread("ada")[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_round_that_takes_too_long_ends_it_and_all_are_told_once()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Unread("ada");
        Unread("bob");
        _crowd.Time.Advance(Ttl);

        Threads.Settle();
        Threads.Settle();

        Assert.All((string[])["ada", "bob"], name => Assert.Equal(
            $"system Consultation {id} about src/a.cs. It has expired: nothing was agreed within 10m in round 1. "
            + "That is no permission: work on something else, or consult action=open with=[NAME] text=WHAT",
            string.Join('\n', Unread(name).Select(message => $"{message.From} {message.Text}"))));
        Assert.Equal(ConsultationState.Expired, Show("bob", id).State);
        Assert.Equal(ConsultationState.Expired, Refused("bob", ConsultAction.Approve, id).Thread!.State);
    }

    [Fact]
    public void Each_round_has_its_own_time()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        _crowd.Time.Advance(Ttl - TimeSpan.FromSeconds(1));
        Show("bob", id);
        Done("bob", ConsultAction.Contest, id, "no");
        _crowd.Time.Advance(Ttl - TimeSpan.FromSeconds(1));

        Assert.Equal((ConsultationState.Open, 2), (Show("ada", id).State, Show("ada", id).Round));
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_round_longer()
    {
        var id = Open("ada", "bob");
        _crowd.Time.Advance(TimeSpan.FromHours(-3));
        Threads.Settle();
        _crowd.Time.Advance(Ttl);

        Assert.Equal(ConsultationState.Expired, Show("ada", id).State);
    }

    [Fact]
    public void Whoever_dies_is_no_longer_asked_and_the_others_can_agree()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Done("bob", ConsultAction.Approve, id);
        _crowd.Kill("cy");

        Threads.Settle();

        var thread = Show("ada", id);
        Assert.Equal((ConsultationState.Resolved, "agreed by ada and bob"), (thread.State, thread.EndedWhy));
        Assert.Equal(["ada", "bob"], thread.Here.Select(party => party.Agent.Name.ToString()));
        Assert.Contains("cy is gone", Unread("bob")[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_dead_proposed_stands_no_longer()
    {
        var id = Open("ada", "bob", "cy");
        Done("cy", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Done("bob", ConsultAction.Approve, id);
        _crowd.Kill("cy");

        var thread = Show("ada", id);

        Assert.Equal((ConsultationState.Open, null, 0), (thread.State, thread.Proposal, thread.Agreed.Count()));
        Assert.Equal(ConsultationState.Resolving, Done("bob", ConsultAction.Propose, id, "then I do").State);
        Assert.IsType<ConsultationAnswer.Refused>(Threads.Act(_crowd.Agent("ada"), ConsultAction.Approve, id, null, TalkLimits.Usual, Call));
    }

    [Theory]
    [InlineData("ada", "bob")]
    [InlineData("bob", "ada")]
    public void With_nobody_left_to_agree_with_it_is_moot(string gone, string left)
    {
        var id = Open("ada", "bob");
        _crowd.State.Agents.Leave(_crowd.Agent(gone), "the client went away");

        var thread = Look(id);

        Assert.Equal(
            (ConsultationState.Moot, $"nobody is left to agree with, {gone} is gone: the client went away"), (thread.State, thread.EndedWhy));
        Assert.EndsWith("look whether the files are free (check).", Unread(left)[^1].Text, StringComparison.Ordinal);
        Assert.Empty(Threads.Current());
    }

    [Fact]
    public void What_ran_out_before_somebody_died_has_expired_all_the_same()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Done("bob", ConsultAction.Approve, id);
        _crowd.Time.Advance(Ttl);
        _crowd.Kill("cy");

        Assert.Equal(ConsultationState.Expired, Show("ada", id).State);
    }

    [Fact]
    public void Whoever_comes_back_under_its_name_is_asked_again_and_has_seen_and_answered_nothing()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("cy", id);
        Done("cy", ConsultAction.Approve, id);
        _crowd.Kill("cy");
        Threads.Settle();
        var again = Again("cy");

        var blind = Threads.Act(again, ConsultAction.Approve, id, null, TalkLimits.Usual, Call);
        _crowd.State.Inbox.BeginCall(again, Call.Process, []);
        var approved = Threads.Act(again, ConsultAction.Approve, id, null, TalkLimits.Usual, Call);

        Assert.Contains("You had not been shown", Assert.IsType<ConsultationAnswer.Refused>(blind).Why, StringComparison.Ordinal);
        var thread = Assert.IsType<ConsultationAnswer.Done>(approved).Thread;
        Assert.Equal((ConsultationState.Resolving, "bob"), (thread.State, ConsultationWords.Names(thread.Awaited)));
        Assert.Equal(
            $"Consultation {id} about src/a.cs: cy is back and asked again. Awaited: bob and cy. next: consult action=get id={id}",
            Unread("ada")[^2].Text);
    }

    [Fact]
    public void An_opener_that_comes_back_opened_it_still()
    {
        var id = Open("ada", "bob", "cy");
        _crowd.Kill("ada");
        var again = Again("ada");

        var cancelled = Assert.IsType<ConsultationAnswer.Done>(Threads.Act(again, ConsultAction.Cancel, id, null, TalkLimits.Usual, Call)).Thread;

        Assert.Equal((ConsultationState.Cancelled, "ada", 3), (cancelled.State, cancelled.Opener.Agent.Name.ToString(), cancelled.Parties.Count));
    }

    [Fact]
    public void Whoever_comes_back_too_late_is_told_what_became_of_it()
    {
        var id = Open("ada", "bob");
        _crowd.Kill("bob");
        var again = Again("bob");

        var answer = Threads.Act(again, ConsultAction.Post, id, "hello", TalkLimits.Usual, Call);

        var refused = Assert.IsType<ConsultationAnswer.Refused>(answer);
        var why = refused.Thread!.Parties[1].LeftWhy;
        Assert.Equal(
            $"bob left consultation {id} ({why}). Consultation {id} is over (moot): nobody is left to agree with, bob is gone: {why}. That is no permission.",
            refused.Why);
    }

    [Fact]
    public void A_request_stands_as_a_proposal_until_it_is_accepted_or_declined()
    {
        var accepted = Request("ada", "bob");
        var declined = Request("ada", "bob");
        Unread("bob");

        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Accept, accepted).State);
        Assert.Equal((ConsultationState.Open, 2), (Done("bob", ConsultAction.Decline, declined, "no time").State, Look(declined).Round));
        Assert.Equal(
            [$"Request {accepted} about \"please look\" (src/a.cs): bob accepts. next: wait for the outcome",
                $"Request {declined} about \"please look\" (src/a.cs): bob declines. next: propose another way: consult action=propose id={declined} text=WHAT, "
                    + $"or cancel and ask somebody else: consult action=cancel id={declined}\nno time"],
            Unread("ada").Select(message => message.Text));
    }

    [Fact]
    public void A_declined_request_awaits_its_opener_alone()
    {
        var id = Request("ada", "bob");
        Show("bob", id);
        var declined = Done("bob", ConsultAction.Decline, id, "busy");
        _crowd.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("declined by bob: busy; open, round 2 of 4, ends in 10 min", ConsultationWords.Standing(declined, _crowd.Time.GetUtcNow()));
        Assert.Equal(
            $"propose another way: consult action=propose id={id} text=WHAT, or cancel and ask somebody else: consult action=cancel id={id}", Next("ada", declined));
        Assert.Equal("nothing is awaited from you, you declined", Next("bob", declined));
        Assert.Equal([ConsultAction.Propose, ConsultAction.Post], Refused("bob", ConsultAction.Accept, id).Ways);
    }

    [Fact]
    public void An_accepted_request_is_done_by_the_one_and_waited_for_by_the_other()
    {
        var id = Request("ada", "bob");
        Show("bob", id);
        var accepted = Done("bob", ConsultAction.Accept, id);

        Assert.Equal($"do it, then consult action=close id={id} text=OUTCOME", Next("bob", accepted));
        Assert.Equal("wait for the outcome", Next("ada", accepted));
        Assert.NotNull(Done("ada", ConsultAction.Close, id, "not needed any more").ClosedAt);
    }

    [Fact]
    public void Of_what_is_over_the_last_five_of_a_day_are_listed()
    {
        var agreed = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, agreed, "I do a.cs");
        Show("bob", agreed);
        Done("bob", ConsultAction.Approve, agreed);
        var over = Enumerable.Range(0, 7).Select(_ => Open("ada", "cy")).ToList();
        foreach (var id in over)
            Done("ada", ConsultAction.Cancel, id);
        var open = Open("cy", "dan");

        Assert.Equal([open, agreed, .. over.AsEnumerable().Reverse().Take(5)], Threads.List(reader: null).Select(thread => thread.Id));

        _crowd.Time.Advance(TimeSpan.FromDays(1));
        Threads.Settle();
        Assert.Equal([open], Threads.List(reader: null).Select(thread => thread.Id));
    }

    [Fact]
    public void A_way_out_is_named_once_and_there_always_is_one()
    {
        var id = Open("ada", "bob");
        Assert.Equal([ConsultAction.Propose, ConsultAction.Post], Refused("bob", ConsultAction.Cancel, id).Ways);

        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Assert.Equal([ConsultAction.Post], Refused("ada", ConsultAction.Close, id, "done").Ways);
    }

    [Fact]
    public void A_person_can_be_asked_and_is_told_the_command()
    {
        var id = Request("ada", "human");

        var told = _crowd.State.Inbox.Take(_crowd.Human, new CallId(_crowd.State.Self, 1), 10).Messages;

        Assert.Equal($"Request {id} from ada to human about src/a.cs, open until 2030-01-01 12:10 UTC. next: sidecar consult accept {id}, or sidecar consult decline {id} WHY\nplease look", Assert.Single(told).Text);
        _crowd.State.Inbox.BeginCall(_crowd.Human, _crowd.State.Self, []);
        Assert.Equal(
            ConsultationState.Resolved,
            Assert.IsType<ConsultationAnswer.Done>(Threads.Act(_crowd.Human, ConsultAction.Accept, id, null, TalkLimits.Usual, Call)).Thread.State);
    }

    [Fact]
    public void What_is_told_to_agents_and_people_at_once_names_the_command_too()
    {
        var id = Request("ada", "human");
        _crowd.Time.Advance(Ttl);
        Threads.Settle();

        Assert.Equal(
            $"Request {id} about \"please look\" (src/a.cs). It has expired: nothing was agreed within 10m in round 1. That is no permission: work on something else, "
            + "or consult action=open with=[NAME] text=WHAT (a person: sidecar consult open WHAT --with NAME)",
            _crowd.State.Inbox.Take(_crowd.Human, new CallId(_crowd.State.Self, 1), 10).Messages[^1].Text);
    }

    [Theory]
    [InlineData("cy", ConsultAction.Approve, null, "does not ask you")]
    [InlineData("bob", ConsultAction.Propose, "mine", "A proposal of ada stands")]
    [InlineData("ada", ConsultAction.Propose, "another", "A proposal of ada stands")]
    [InlineData("bob", ConsultAction.Close, "done", "is not over: the answer of bob is awaited")]
    [InlineData("bob", ConsultAction.Cancel, null, "Only ada, who opened")]
    public void What_is_not_allowed_is_refused_with_a_way_out_and_changes_nothing(string who, ConsultAction action, string? text, string why)
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        var said = _crowd.State.Messages.Log(new LogQuery()).Count;

        var refused = Refused(who, action, id, text);

        Assert.Contains(why, refused.Why, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Ways);
        Assert.Equal((ConsultationState.Resolving, "I do a.cs"), (Show("ada", id).State, Show("ada", id).Proposal?.Text));
        Assert.Equal(said, _crowd.State.Messages.Log(new LogQuery()).Count);
    }

    [Fact]
    public void What_was_never_opened_is_not_there()
    {
        var refused = Refused("ada", ConsultAction.Approve, 99);

        Assert.Equal((ProblemKind.Usage, "There is no consultation 99.", null), (refused.Kind, refused.Why, refused.Thread));
        Assert.IsType<ConsultationAnswer.Refused>(Threads.Get(_crowd.Agent("ada"), 99, Call));
        Assert.IsType<ConsultationAnswer.Refused>(Threads.Look(99));
    }

    [Fact]
    public void Approving_twice_is_approving_once()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Unread("bob");
        Done("bob", ConsultAction.Approve, id);
        var said = _crowd.State.Messages.Log(new LogQuery()).Count;

        Assert.Equal(ConsultationState.Resolving, Done("bob", ConsultAction.Approve, id).State);
        Assert.Equal(said, _crowd.State.Messages.Log(new LogQuery()).Count);
    }

    [Theory]
    [InlineData("ada", "Nobody agrees with oneself: you are one of those asked.")]
    [InlineData("nobody", "nobody is not here, so it cannot be asked; a message (send) waits for it.")]
    [InlineData("dead", "dead is not here, so it cannot be asked; a message (send) waits for it.")]
    [InlineData("system", "system is not here, so it cannot be asked; a message (send) waits for it.")]
    public void Whoever_cannot_be_asked_is_named_and_nothing_is_opened(string name, string problem)
    {
        _crowd.Agent("dead");
        _crowd.Kill("dead");

        var error = Assert.Throws<SidecarException>(() => Open("ada", "bob", name));

        Assert.Equal((ProblemKind.Usage, problem, "ask bob, cy, dan, human"), (error.Kind, error.Message, error.Next));
        Assert.Empty(Threads.List(reader: null));
        Assert.Empty(Unread("bob"));
    }

    [Theory]
    [InlineData("", "The text is empty.")]
    [InlineData(" \n ", "The text is empty.")]
    public void Without_words_nothing_is_opened_or_said(string text, string problem)
    {
        var id = Open("ada", "bob");

        Assert.Equal(problem, Assert.Throws<SidecarException>(() => Done("ada", ConsultAction.Propose, id, text)).Message);
        Assert.Equal(problem, Assert.Throws<SidecarException>(() => Threads.Open(_crowd.Agent("ada"), Asking(text, ConsultationCause.Question, "bob"), TalkLimits.Usual)).Message);
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
            Assert.Throws<SidecarException>(() => Threads.Open(_crowd.Agent("ada"), Asking("x", ConsultationCause.Request, "bob", "cy"), TalkLimits.Usual)).Message);
    }

    [Fact]
    public void Unfinished_ones_come_first_and_of_these_the_readers_own()
    {
        var over = Open("ada", "bob");
        Done("ada", ConsultAction.Cancel, over);
        var mine = Open("bob", "ada");
        var theirs = Open("bob", "cy");

        Assert.Equal([mine, theirs, over], Threads.List(_crowd.Join("ada").Agent.Id).Select(thread => thread.Id));
        Assert.Equal([theirs, mine, over], Threads.List(reader: null).Select(thread => thread.Id));
        Assert.Equal([mine, theirs], Threads.Current().Select(thread => thread.Id));
    }

    [Fact]
    public void Nothing_is_written_where_nothing_is_due()
    {
        Open("ada", "bob");
        var before = _crowd.State.Database.Read(db => Changes(db));

        Threads.Settle();

        Assert.Equal(before, _crowd.State.Database.Read(db => Changes(db)));

        static long Changes(System.Data.Common.DbConnection db)
        {
            using var command = db.CreateCommand();
            command.CommandText = "SELECT total_changes()";
            return (long)command.ExecuteScalar()!;
        }
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
    public void An_agreement_that_nobody_closes_counts_for_a_day()
    {
        var agreed = OnConflict("ada", "src/a.cs", "bob").Id;
        Done("ada", ConsultAction.Propose, agreed, "I do it");
        Show("bob", agreed);
        Done("bob", ConsultAction.Approve, agreed);
        _crowd.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(agreed, Assert.Single(Threads.Current()).Id);

        _crowd.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(Threads.Current());
    }

    [Fact]
    public void Patterns_are_cut_in_titles_and_in_short_lists()
    {
        var file = new string('x', 200) + ".cs";
        var thread = OnConflict("ada", file, "bob");

        Assert.Equal($"Consultation {thread.Id} about {new string('x', 59)}…", ConsultationWords.Title(thread));
        Assert.Empty(thread.Shortened(0).Files);
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
        _crowd.Time.Advance(Ttl);
        Assert.NotEqual(next, OnConflict("ada", "src/a.cs", "bob").Id);
    }

    private Consultation OnConflict(string who, string file, params string[] others) => Threads.OpenOnConflict(
        _crowd.Agent(who), [.. others.Select(name => _crowd.Join(name).Agent.Id)],
        new ConsultationRequest([], "new prices", Crowd.Patterns(file), ConsultationCause.Conflict, Ttl), ignoreCase: false, TalkLimits.Usual)!;

    private static ConsultationRequest Asking(string text, ConsultationCause cause, params string[] names) =>
        new([.. names.Select(AgentName.ParseParty)], text, Crowd.Patterns("src/a.cs"), cause, Ttl);

    private long Open(string who, params string[] names) => Assert.IsType<ConsultationAnswer.Done>(
        Threads.Open(_crowd.Agent(who), Asking("who does what?", ConsultationCause.Question, names), TalkLimits.Usual)).Thread.Id;

    private long Request(string who, string name) => Assert.IsType<ConsultationAnswer.Done>(
        Threads.Open(_crowd.Agent(who), Asking("please look", ConsultationCause.Request, name), TalkLimits.Usual)).Thread.Id;

    private Consultation Done(string who, ConsultAction action, long id, string? text = null) =>
        Assert.IsType<ConsultationAnswer.Done>(Act(who, action, id, text, TalkLimits.Usual)).Thread;

    private ConsultationAnswer.Refused Refused(string who, ConsultAction action, long id, string? text = null) =>
        Assert.IsType<ConsultationAnswer.Refused>(Act(who, action, id, text, TalkLimits.Usual));

    private ConsultationAnswer Act(string who, ConsultAction action, long id, string? text, TalkLimits limits)
    {
        _crowd.State.Inbox.BeginCall(_crowd.Agent(who), Call.Process, []);
        return Threads.Act(_crowd.Agent(who), action, id, text, limits, Call);
    }

    private Consultation Show(string who, long id) => Assert.IsType<ConsultationAnswer.Done>(Threads.Get(_crowd.Agent(who), id, Call)).Thread;

    private Consultation Look(long id) => Assert.IsType<ConsultationAnswer.Done>(Threads.Look(id)).Thread;

    private IReadOnlyList<Message> Unread(string who)
    {
        var call = new CallId(_crowd.State.Self, 1);
        _crowd.State.Inbox.BeginCall(_crowd.Agent(who), call.Process, []);
        return _crowd.State.Inbox.Take(_crowd.Agent(who), call, 50).Messages;
    }
}
