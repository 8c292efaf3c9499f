using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;

namespace Sidecar.Tests.Commands;

public sealed class ConsultCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();
    private readonly AgentKey _ada;
    private readonly AgentKey _bob;

    public ConsultCommandTests()
    {
        _ada = _room.Join("ada");
        _bob = _room.Join("bob");
    }

    private CallId Call => new(_room.State.Self, 1);

    public void Dispose() => _room.Dispose();

    [Fact]
    public void A_person_and_an_agent_come_to_an_agreement()
    {
        var opened = _room.Run("consult", "open", "Who changes the schema?", "--with", "ada", "--files", "db/schema.sql");
        Act(_ada, ConsultAction.Propose, "I do");
        var list = _room.Run("consult");
        var blind = _room.Run("consult", "approve", "1");
        var approved = _room.Run("consult", "approve", "1");
        var closed = _room.Run("consult", "close", "1", "done");
        var shown = _room.Run("consult", "show", "1");

        Assert.Equal([0, 0, 1, 0, 0, 0], new[] { opened, list, blind, approved, closed, shown }.Select(result => result.Code));
        Golden.Match(string.Join("\n---\n", new[] { opened, list, blind, approved, closed, shown }.Select(result => result.Output)));
    }

    [Fact]
    public void What_they_are_about_is_cut_in_80_columns()
    {
        _room.Columns = 80;
        _room.Environment["NO_COLOR"] = "1";
        _room.Run("consult", "open", "who?", "--with", "ada", "--files", "src/billing/prices.cs", "src/billing/rounding.cs");

        Assert.Equal(
            """
              ID  STATE  ABOUT             BETWEEN        ROUND   AWAITED        ENDS
              1   open   src/billing/pri…  human and ada  1 of 4  human and ada  in 10 min
            1: propose who does what: sidecar consult propose 1 WHAT, or talk first: sidecar consult post 1 TEXT

            """,
            _room.Run("consult").Output);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(140)]
    public void No_name_is_broken_where_there_is_little_room(int columns)
    {
        foreach (var name in (string[])["curious-dolphin", "amber-otter"])
            _room.Join(name);
        _room.Run("consult", "open", "who?", "--with", "ada", "bob", "--files", "src/billing/prices.cs", "src/billing/rounding.cs");
        _room.Run("consult", "open", "who?", "--with", "ada");
        Act(_ada, ConsultAction.Propose, "I do", id: 2);
        _room.Run("consult", "2");
        _room.Run("consult", "approve", "2");
        _room.Run("consult", "close", "2", "done");
        _room.Run("consult", "request", "curious-dolphin", "Please look at the parser and at its tests");
        _room.Columns = columns;
        _room.Environment["NO_COLOR"] = "1";

        var few = _room.Run("consult").Output;
        _room.Run("consult", "open", "who?", "--with", "amber-otter", "curious-dolphin", "ada", "bob");
        var many = _room.Run("status").Output.Split("Consultations\n")[1].Split("\n\n")[0];

        Golden.Match($"{few}---\n{many}", method: $"{nameof(No_name_is_broken_where_there_is_little_room)}_{columns}");
    }

    [Fact]
    public void What_is_not_listed_any_more_is_counted()
    {
        for (var id = 1; id <= 7; id++)
        {
            _room.Run("consult", "open", "who?", "--with", "ada");
            _room.Run("consult", "cancel", $"{id}");
        }

        var before = _room.Run("-C", ".", "consult").Output;
        _room.Time.Advance(TimeSpan.FromHours(25));
        var after = _room.Run("consult").Output;

        Assert.Equal(5, before.Split('\n').Count(line => line.Contains("cancelled", StringComparison.Ordinal)));
        Assert.EndsWith("\n2 older ones: sidecar -C . consult show ID\n", before, StringComparison.Ordinal);
        Assert.Contains("\"older\":7", _room.Run("consult", "--json").Output, StringComparison.Ordinal);
        Assert.Equal("No consultations now. To open one: sidecar consult open TEXT --with NAME\n7 older ones: sidecar consult show ID\n", after);
    }

    [Fact]
    public void One_for_a_program()
    {
        _room.Run("consult", "request", "ada", "Please review", "--files", "a.cs");
        Act(_ada, ConsultAction.Decline, "no time");

        Golden.Match(string.Join("\n---\n", ((string[][])[["consult", "--json"], ["consult", "show", "1", "--json"], ["consult", "approve", "1", "--json"]])
            .Select(words => _room.Run(words).Output)));
    }

    [Fact]
    public void Status_shows_what_is_to_be_agreed_on()
    {
        _room.Run("consult", "request", "ada", "Please review", "--files", "a.cs");

        Assert.Contains(
            "Consultations\n  ID  STATE      ABOUT                   BETWEEN        ROUND   AWAITED  ENDS\n  1   resolving  \"Please review\" (a.cs)  human and ada  1 of 4  ada      in 10 min\n",
            _room.Run("status").Output, StringComparison.Ordinal);
        Assert.Contains("\"consultations\":[{\"id\":1,\"state\":\"resolving\",", _room.Run("status", "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_is_no_party_looks_and_has_shown_it_to_nobody()
    {
        _room.State.Consultations.Open(
            _ada, new ConsultationRequest([AgentName.Parse("bob")], "who?", [], ConsultationCause.Question, TimeSpan.FromMinutes(10)), TalkLimits.Usual);
        Act(_ada, ConsultAction.Propose, "I do");

        var byPerson = _room.Run("consult", "show", "1");
        var overTheShoulder = _room.Run("--as", "bob", "consult", "show", "1");

        Assert.EndsWith("next: nothing is awaited from you\n", byPerson.Output, StringComparison.Ordinal);
        Assert.EndsWith("next: nothing is awaited from you\n", overTheShoulder.Output, StringComparison.Ordinal);
        Assert.IsType<ConsultationAnswer.Refused>(_room.State.Consultations.Act(_bob, ConsultAction.Approve, 1, null, TalkLimits.Usual, Call));
    }

    [Fact]
    public void Whoever_only_names_an_agent_cannot_agree_in_its_place()
    {
        _room.Run("consult", "request", "ada", "Please review");

        var result = _room.Run("--as", "ada", "consult", "accept", "1");

        Assert.Equal(1, result.Code);
        Assert.StartsWith("sidecar: This process is not part of the session of ada, so it cannot speak as ada.\nnext: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(ConsultationState.Resolving, Assert.Single(_room.State.Consultations.List(reader: null).Items).State);
    }

    [Theory]
    [InlineData("consult aprove 1", "consult has no 'aprove'; did you mean 'approve'?")]
    [InlineData("consult approve", "The number of the consultation is missing.")]
    [InlineData("consult approve x", "'x' is not the number of a consultation.")]
    [InlineData("consult approve 9", "There is no consultation 9.")]
    [InlineData("consult show 9", "There is no consultation 9.")]
    [InlineData("consult contest 1", "consult contest needs a text: why.")]
    [InlineData("consult contest 1 I am here", "There are more words than consult contest takes; a text of several words goes in quotes.")]
    [InlineData("consult list all", "There are more words than consult list takes; a text of several words goes in quotes.")]
    [InlineData("consult open who?", "Nobody is asked.")]
    [InlineData("consult open who? --with All", "A consultation asks by name, not 'all'.")]
    [InlineData("consult request ada look --with bob", "A request goes to one agent, not to 2.")]
    [InlineData("consult request", "consult request needs a text: what is to be done.")]
    [InlineData("consult open who? --with human", "Nobody agrees with oneself: you are one of those asked.")]
    [InlineData("consult request ada", "consult request needs a text: what is to be done.")]
    [InlineData("consult 1 close", "One consultation is shown at a time, by its number alone.")]
    [InlineData("consult approve 1 --with ada", "--with and --files are for open and request.")]
    public void What_is_no_step_is_wrong_usage_and_stores_nothing(string line, string problem)
    {
        _room.Run("consult", "open", "who?", "--with", "ada");

        var result = _room.Run(line.Split(' '));

        Assert.Equal(2, result.Code);
        Assert.Equal($"sidecar: {problem}", result.Error.Split('\n')[0]);
        Assert.StartsWith("next: ", result.Error.Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal(ConsultationState.Open, Assert.Single(_room.State.Consultations.List(reader: null).Items).State);
    }

    [Fact]
    public void A_long_post_is_cut_and_stays_unread_but_a_proposal_that_stands_is_shown_whole()
    {
        _room.Run("consult", "open", "who?", "--with", "ada");
        Act(_ada, ConsultAction.Post, "post" + string.Concat(Enumerable.Repeat("\nx", 40)) + "\nthe end of the post");
        Act(_ada, ConsultAction.Propose, "I do" + string.Concat(Enumerable.Repeat("\ny", 40)) + "\nthe end of the proposal");

        var shown = _room.Run("consult", "1").Output;
        var mail = _room.Run("inbox").Output;
        _room.Run("consult", "approve", "1");
        var over = _room.Run("consult", "1").Output;

        Assert.Contains("\n  │ x\n  … (cut: sidecar log --since 1 --before 3 --json has all of it)\n#3 ada to", shown, StringComparison.Ordinal);
        Assert.Contains("  │ the end of the proposal\n", shown, StringComparison.Ordinal);
        Assert.Contains("  │ the end of the post\n", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("the proposal", mail, StringComparison.Ordinal);
        Assert.StartsWith("Consultation 1 about \"who?\"", over, StringComparison.Ordinal);
        Assert.Contains("\nresolved, agreed by human and ada: \"I do", over, StringComparison.Ordinal);
        Assert.DoesNotContain("the end of", over, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consult post 13", "what to say", "consult post 13 TEXT")]
    [InlineData("consult propose #13", "what is proposed", "consult propose 13 WHAT")]
    [InlineData("consult contest 13", "why", "consult contest 13 WHY")]
    [InlineData("consult decline 13", "why", "consult decline 13 WHY")]
    [InlineData("consult close 13", "what came of it", "consult close 13 OUTCOME")]
    [InlineData("consult open", "what is to be agreed on", "consult open WHAT --with NAME")]
    public void A_text_that_is_missing_is_asked_for_with_the_number_that_was_given(string line, string what, string next)
    {
        string[] words = line.Split(' ');
        var error = $"sidecar: consult {words[1]} needs a text: {what}.\nnext: sidecar {next}\n";

        Assert.Equal(error, _room.Run(words).Error);
        Assert.Equal(error, _room.Run([.. words, " "]).Error);
    }

    [Theory]
    [InlineData("consult open who? --with ghost", "ask ada, bob")]
    [InlineData("consult open who?", "sidecar consult open WHAT --with NAME")]
    [InlineData("consult request", "sidecar consult request NAME WHAT")]
    [InlineData("consult approve 9", "sidecar consult")]
    public void What_is_to_be_done_instead_works_as_it_stands(string line, string next) =>
        Assert.Equal($"next: {next}", _room.Run(line.Split(' ')).Error.Split('\n')[1]);

    [Fact]
    public void A_person_alone_is_told_how_to_learn_who_comes()
    {
        _room.Kill(_ada);
        _room.Kill(_bob);

        var error = _room.Run("consult", "open", "x", "--with", "ghost").Error;

        Assert.Equal("sidecar: No agent named ghost was ever here.\nnext: nobody else is here now; sidecar status tells who comes\n", error);
    }

    [Fact]
    public void Whoever_has_another_name_now_is_asked_by_either()
    {
        _room.State.Agents.Describe(_bob, AgentName.Parse("rob"), role: null, summary: null, modules: null);

        var asked = _room.Run("consult", "request", "bob", "Please review");

        Assert.Equal(0, asked.Code);
        Assert.Contains("  rob: no answer in this round\n", asked.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_announcement_that_meets_more_than_can_be_asked_says_whom_it_did_not_ask()
    {
        foreach (var number in Enumerable.Range(1, 21))
            _room.Write(_room.Join($"agent{number}"), "a.cs");

        var told = _room.Run("announce", "new prices", "--files", "a.cs").Output;

        Assert.Contains(", ends in 10 min. Not asked, because 20 is the most: agent21.\n", told, StringComparison.Ordinal);
        Assert.EndsWith("; then agree with those not asked: sidecar consult open WHAT --with agent21\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_read_in_the_inbox_counts_as_seen_and_what_only_the_log_showed_does_not_yet()
    {
        foreach (var id in (long[])[1, 2])
        {
            _room.Run("consult", "open", "who?", "--with", "ada");
            Act(_ada, ConsultAction.Propose, "I do", id);
            _room.Run(id == 1 ? "inbox" : "log");
        }

        var read = _room.Run("consult", "approve", "1");
        var logged = _room.Run("consult", "approve", "2");
        var then = _room.Run("consult", "approve", "2");

        Assert.Equal([0, 1, 0], [read.Code, logged.Code, then.Code]);
        Assert.StartsWith("You had not been shown the proposal of round 1, so this did not count. Read it now.\n#4 ada to human", logged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_alone_shows_the_consultation()
    {
        _room.Run("consult", "open", "who?", "--with", "ada");

        var shown = _room.Run("consult", "show", "1");

        Assert.StartsWith("Consultation 1 about \"who?\", opened by human", shown.Output, StringComparison.Ordinal);
        Assert.Equal(shown, _room.Run("consult", "1"));
        Assert.Equal(shown, _room.Run("consult", "#1"));
    }

    private void Act(AgentKey who, ConsultAction action, string text, long id = 1)
    {
        _room.State.Consultations.Get(who, id, Call);
        _room.State.Inbox.BeginCall(who, Call.Process, []);
        Assert.IsType<ConsultationAnswer.Done>(_room.State.Consultations.Act(who, action, id, text, TalkLimits.Usual, Call));
    }
}
