using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>Agents that meet agree, or learn that they have not; over real servers, with real deaths and real time.</summary>
public sealed class ConsultationTests
{
    [Fact]
    public async Task A_conflict_opens_one_in_which_both_are_told_what_is_awaited()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await ada.CallAsync("announce", """{"intent":"new prices","files":["a.txt"]}""");

        var met = (await bob.CallAsync("announce", """{"intent":"round the prices","files":["a.txt"]}""")).Refused();
        var told = await ada.CallAsync("status");

        var opened = met["consultation"];
        Assert.Equal("open", opened.GetProperty("state").GetString());
        Assert.Equal("ada", Assert.Single(opened.GetProperty("asked").EnumerateArray()).GetProperty("name").GetString());
        Assert.Contains("consult action=propose id=1", opened.GetProperty("next").GetString(), StringComparison.Ordinal);
        Assert.Contains("Consultation 1 about a.txt, with ada: open", met.Text, StringComparison.Ordinal);
        Assert.Contains("| Consultation 1 about a.txt: bob announced work that meets yours.", told.Text, StringComparison.Ordinal);
        Assert.Contains("propose who does what: consult action=propose id=1", Assert.Single(told["consultations"].EnumerateArray()).GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_who_announce_one_file_agree_once_and_each_is_told_once_of_each_who_leaves()
    {
        using var repository = await SandboxRepository.CreateAsync();
        var all = new List<AgentProcess>();
        try
        {
            for (var number = 1; number <= 6; number++)
                all.Add(await AgentProcess.StartAsync(repository.Main, $"agent{number}"));

            var answers = new List<Reply>();
            foreach (var agent in all)
                answers.Add(await agent.CallAsync("announce", """{"intent":"new prices","files":["a.txt"]}"""));
            foreach (var leaving in all.Skip(2))
            {
                leaving.EndInput();
                await leaving.ServerEndsAsync();
            }

            Assert.Equal(
                ["agent1", "agent2", "agent3", "agent4", "agent5"],
                answers[^1]["consultation"].GetProperty("asked").EnumerateArray().Select(party => party.GetProperty("name").GetString()).Order());
            Assert.All(answers.Skip(1), met => Assert.Equal(1, met["consultation"].GetProperty("id").GetInt64()));
            var told = (await all[0].CallAsync("check_in", """{"limit":200}"""))["messages"].EnumerateArray().Select(message => message.GetProperty("text").GetString()!).ToList();
            Assert.Equal(4, told.Count(text => text.Contains("as well. Now agent", StringComparison.Ordinal)));
            Assert.Equal(4, told.Count(text => text.Contains(" is gone (", StringComparison.Ordinal)));
            Assert.Equal(9, told.Count);
        }
        finally
        {
            foreach (var agent in all)
                await agent.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_both_approve_is_agreed_and_stands_on_record_with_who_agreed()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await OpenAsync(ada, "bob");
        var waiting = bob.CallAsync("check_in", """{"wait_seconds":600}""");
        await ConsultAsync(ada, "propose", "I do a.txt, bob b.txt");
        await waiting;
        await bob.CallAsync("check_in");

        var approved = (await ConsultAsync(bob, "approve")).Succeeded();
        var again = (await bob.CallAsync("consult", """{"action":"approve","id":1}""")).Refused();
        (await ConsultAsync(ada, "close", "done in one commit")).Succeeded();

        Assert.Equal(("resolved", "agreed by ada and bob"), (approved.Value("state"), approved.Value("why")));
        Assert.Contains("is resolved: agreed by ada and bob.", again.Text, StringComparison.Ordinal);
        var shown = (await repository.Main.SidecarAsync("consult", "show", "1")).Succeeded();
        shown.Says("resolved, agreed by ada and bob: \"I do a.txt, bob b.txt\"; closed by ada: \"done in one commit\"");
        (await repository.Main.SidecarAsync("log", "--events", "--limit", "50")).Says("consultation.resolved");
    }

    [Fact]
    public async Task The_fourth_contest_ends_it_and_is_no_permission()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await OpenAsync(ada, "bob");

        Reply? last = null;
        for (var round = 1; round <= 4; round++)
        {
            (await ConsultAsync(ada, "propose", $"proposal {round}")).Succeeded();
            (await bob.CallAsync("check_in")).Succeeded();
            last = (await ConsultAsync(bob, "contest", "I am in it")).Succeeded();
        }

        var refused = (await ConsultAsync(ada, "propose", "a fifth")).Refused();
        var closed = (await ConsultAsync(ada, "close", "then I do it")).Refused();

        Assert.Equal("expired", last!.Value("state"));
        Assert.Contains("That is no permission", last.Text, StringComparison.Ordinal);
        Assert.Contains("is over (expired): bob contested the proposal of the last round. That is no permission.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("is over (expired): bob contested the proposal of the last round. That is no permission.", closed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_killed_leaves_nobody_to_agree_with_and_the_other_is_told_while_it_waits()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await OpenAsync(ada, "bob");
        await ConsultAsync(ada, "propose", "I do a.txt");
        var waiting = ada.CallAsync("check_in", """{"wait_seconds":600}""");
        await ada.AskAsync("ping");

        bob.KillServer();
        bob.KillClient();
        var told = (await waiting).Succeeded();
        var refused = (await ConsultAsync(ada, "propose", "again")).Refused();

        Assert.Contains("It is moot: nobody is left to agree with. That is no permission", told.Text, StringComparison.Ordinal);
        Assert.Equal("moot", refused.Value("state"));
    }

    [Fact]
    public async Task What_takes_too_long_ends_and_whoever_waits_is_told()
    {
        using var repository = await SandboxRepository.CreateAsync();
        (await repository.Main.GitAsync("config", "sidecar.consultTtl", "2s")).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await OpenAsync(ada, "bob");
        await bob.CallAsync("check_in");

        var told = (await bob.CallAsync("check_in", """{"wait_seconds":600}""")).Succeeded();

        Assert.Contains(
            "It has expired: nothing was agreed within 2s in round 1. That is no permission", told.Text, StringComparison.Ordinal);
        Assert.Equal("expired", (await ConsultAsync(bob, "approve")).Refused().Value("state"));
    }

    [Fact]
    public async Task A_request_is_accepted_or_declined_and_closed_when_it_is_done()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.CallAsync("consult", """{"action":"request","with":["bob"],"text":"please review","files":["a.txt"]}""")).Succeeded();
        (await ada.CallAsync("consult", """{"action":"request","with":["bob"],"text":"and write tests"}""")).Succeeded();
        var told = await bob.CallAsync("check_in");

        var accepted = (await bob.CallAsync("consult", """{"action":"accept","id":1}""")).Succeeded();
        var declined = (await bob.CallAsync("consult", """{"action":"decline","id":2,"text":"no time"}""")).Succeeded();
        var closed = (await bob.CallAsync("consult", """{"action":"close","id":1,"text":"reviewed, all well"}""")).Succeeded();
        var answers = (await ada.CallAsync("check_in")).Text;

        Assert.Contains("| Request 1 from ada to bob about a.txt. next: consult action=accept id=1, or consult action=decline id=1 text=WHY\n| please review", told.Text, StringComparison.Ordinal);
        Assert.Equal(("resolved", "open", "reviewed, all well"), (accepted.Value("state"), declined.Value("state"), closed.Value("outcome")));
        Assert.Contains("bob accepts", answers, StringComparison.Ordinal);
        Assert.Contains("| no time", answers, StringComparison.Ordinal);
        Assert.Contains("| reviewed, all well", answers, StringComparison.Ordinal);
    }

    private static async Task OpenAsync(AgentProcess opener, string other) =>
        (await opener.CallAsync("consult", JsonText.Of(("action", "open"), ("with", new[] { other }), ("text", "who does what?")))).Succeeded();

    private static Task<Reply> ConsultAsync(AgentProcess agent, string action, string? text = null) => agent.CallAsync(
        "consult", text is null ? JsonText.Of(("action", action), ("id", 1)) : JsonText.Of(("action", action), ("id", 1), ("text", text)));
}
