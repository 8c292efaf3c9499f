using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>Nobody reads, acks, renames, sends or posts as somebody else, by any door; after each attempt all tables are as before.</summary>
public sealed class ImpersonationTests(Neighbours there) : IClassFixture<Neighbours>
{
    private static readonly string[] Pretences = ["from", "as", "agent", "sender", "by", "token", "agent_id", "on_behalf_of"];

    [Fact]
    public async Task No_tool_has_an_argument_that_says_who_asks()
    {
        var tools = await there.Mallory.AskAsync("tools/list");
        foreach (var tool in tools.GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!))
        {
            foreach (var pretence in Pretences)
            {
                var reply = await there.UnchangedAsync(() => there.Mallory.CallAsync(
                    tool, JsonText.Of((pretence, "ada"), ("to", "mallory"), ("text", "I am ada"))));
                reply.Refused();
            }
        }
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("Ada")]
    [InlineData("ADA")]
    [InlineData("human")]
    [InlineData("System")]
    [InlineData("all")]
    [InlineData(" ada")]
    [InlineData("ada\n")]
    [InlineData("ada\0")]
    [InlineData("\u0430da")]
    [InlineData("ada\u200b")]
    [InlineData("#1 ada")]
    public async Task Nobody_takes_a_name_that_passes_for_a_live_one(string name)
    {
        (await there.UnchangedAsync(() => there.Mallory.CallAsync("whoami", JsonText.Of(("name", name))))).Refused();
        Assert.Equal("mallory", (await there.Mallory.CallAsync("whoami")).Value("name"));
    }

    [Fact]
    public async Task Nobody_acknowledges_what_another_one_was_sent()
    {
        var reply = await there.UnchangedAsync(() => there.Mallory.CallAsync("check_in", JsonText.Of(("ack", new[] { there.Secret }))));

        Assert.Empty(reply.Succeeded()["messages"].EnumerateArray());
    }

    [Fact]
    public async Task Looking_back_takes_nothing_from_anybody()
    {
        (await there.UnchangedAsync(() => there.Mallory.CallAsync("history", """{"with":"ada"}"""))).Succeeded();
        await there.UnchangedAsync(() => there.Repository.Main.SidecarAsync("log"));
    }

    [Theory]
    [InlineData("send", """{"topic":"plans","text":"I am one of you"}""")]
    [InlineData("topic", """{"action":"close","name":"plans"}""")]
    public async Task Nobody_does_what_only_members_may(string tool, string arguments) =>
        (await there.UnchangedAsync(() => there.Mallory.CallAsync(tool, arguments))).Refused();

    [Theory]
    [InlineData("release", """{"paths":["a.txt"]}""")]
    [InlineData("topic", """{"action":"leave","name":"plans"}""")]
    public async Task What_is_anothers_stays_with_it(string tool, string arguments) =>
        await there.UnchangedAsync(() => there.Mallory.CallAsync(tool, arguments));

    [Theory]
    [InlineData("'$sidecar' --as ada send human 'I am ada'")]
    [InlineData("SIDECAR_AGENT=ada '$sidecar' send human 'I am ada'")]
    [InlineData("SIDECAR_AGENT=ADA '$sidecar' --as Ada send human 'I am ada'")]
    [InlineData("setsid -w '$sidecar' --as ada send human 'I am ada'")]
    [InlineData("nohup '$sidecar' --as ada send human 'I am ada'")]
    [InlineData("env -i PATH=\"$PATH\" HOME=\"$HOME\" '$sidecar' --as ada send human 'I am ada'")]
    [InlineData("CODEX_THREAD_ID=adas-thread '$sidecar' --as ada send human 'I am ada'")]
    [InlineData("bash -c \"'$sidecar' --as ada send human 'I am ada'; exit \\$?\"")]
    [InlineData("'$sidecar' --as ada inbox")]
    [InlineData("SIDECAR_AGENT=ada '$sidecar' inbox --wait 1s")]
    [InlineData("'$sidecar' --as ada claim b.txt")]
    [InlineData("'$sidecar' --as ada release a.txt")]
    [InlineData("SIDECAR_AGENT=ada '$sidecar' release --all")]
    [InlineData("'$sidecar' --as ada announce work --files b.txt")]
    [InlineData("'$sidecar' --as ada rename ada eve")]
    [InlineData("'$sidecar' --as ada topics leave plans")]
    [InlineData("SIDECAR_AGENT=ada '$sidecar' topics close plans")]
    [InlineData("'$sidecar' --as ada handoff 'I am ada'")]
    [InlineData("SIDECAR_AGENT=ada '$sidecar' consult open 'I am ada' --with mallory")]
    public async Task A_process_of_one_agent_does_not_act_as_another(string deed) => (await there.UnchangedAsync(() => there.Mallory.RunAsync(
        deed.Replace("$sidecar", Programs.Command, StringComparison.Ordinal)))).Ended(1).Says("mallory").Says("next: ");

    // What has left its session by all means is nobody's process: as a person it looks, and does not speak for an agent.
    [Theory]
    [InlineData("send human 'I am ada'")]
    [InlineData("rename ada eve")]
    [InlineData("topics leave plans")]
    [InlineData("topics close plans")]
    [InlineData("handoff 'I am ada'")]
    [InlineData("consult open 'I am ada' --with mallory")]
    public async Task Whoever_only_names_an_agent_does_not_speak_for_it(string deed)
    {
        var by = await there.UnchangedAsync(() => there.Repository.Main.ShellAsync($"'{Programs.Command}' --as ada {deed}"));
        var byVariable = await there.UnchangedAsync(() => there.Repository.Main.As("ada").ShellAsync($"'{Programs.Command}' {deed}"));

        by.Ended(1).Says("ada").Says("next: ");
        byVariable.Ended(1).Says("ada").Says("next: ");
    }

    [Fact]
    public async Task Whoever_only_names_an_agent_sees_its_messages_and_takes_none()
    {
        var by = await there.UnchangedAsync(() => there.Repository.Main.SidecarAsync("--as", "ada", "inbox"));
        var byVariable = await there.UnchangedAsync(() => there.Repository.Main.As("ada").SidecarAsync("inbox", "--wait", "1s"));

        by.Succeeded().Says("for ada only").Says("Not taken");
        byVariable.Succeeded().Says("for ada only").Says("Not taken");
    }

    [Fact]
    public async Task A_process_that_an_agent_let_go_of_does_not_act_as_another()
    {
        var done = there.Repository.Main.PathOf(".git/let-go");
        await File.WriteAllTextAsync(
            done + ".sh",
            $"""
            while kill -0 $1; do sleep 0.05; done
            '{Programs.Command}' inbox
            '{Programs.Command}' send human 'I am ada' 2>'{done}.part'
            mv '{done}.part' '{done}'
            """,
            CancellationToken.None);
        await there.UnchangedAsync(async () =>
        {
            var ran = await there.Mallory.RunAsync($"(SIDECAR_AGENT=ada setsid sh '{done}.sh' $$ >/dev/null 2>&1 &)");
            await Eventually.IsAsync(() => File.Exists(done), "it tried");
            return ran;
        });

        Assert.Contains("is not part of the session of ada", await File.ReadAllTextAsync(done, CancellationToken.None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rename ada eve")]
    [InlineData("orphans --purge ada")]
    [InlineData("orphans --purge --all")]
    public async Task No_agent_does_what_is_for_people(string deed) =>
        (await there.UnchangedAsync(() => there.Mallory.RunAsync($"'{Programs.Command}' {deed}"))).Ended(1).Says("next: ");

    [Fact]
    public async Task Another_agents_session_in_the_environment_does_not_make_it_that_agent()
    {
        var ran = await there.Mallory.RunAsync($"CODEX_THREAD_ID=adas-thread '{Programs.Command}' whoami --json");

        Assert.Equal("mallory", ran.Succeeded().Json.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("--name ada")]
    [InlineData("--name ADA")]
    [InlineData("")]
    public async Task A_server_that_asks_for_a_live_agents_name_is_somebody_else(string how)
    {
        var answers = (await there.Mallory.RunAsync(
            $"""
            export SIDECAR_AGENT=ada
            {Requests.Printed(Requests.Call(2, "whoami"), Requests.Call(3, "check_in"))} | '{Programs.Server}' {how}
            """)).Succeeded();

        Assert.Contains("ada-2", answers.Output, StringComparison.OrdinalIgnoreCase);
        answers.IsSilentAbout("for ada only");
    }

    [Fact]
    public async Task A_live_agent_whose_server_was_killed_keeps_its_name_and_its_messages()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await repository.Main.SidecarAsync("send", "ada", "for ada only")).Succeeded();
        ada.KillServer();
        await ada.ServerEndsAsync();

        await using var mallory = await AgentProcess.StartAsync(repository.Main, "ada");
        var renamed = await mallory.CallAsync("whoami", """{"name":"ada"}""");

        Assert.Equal("ada-2", mallory.Joined.Value("name"));
        Assert.Equal(0, mallory.Joined["unread"].GetInt32());
        renamed.Refused();
    }

    [Fact]
    public async Task An_agent_acts_as_itself_by_every_way_that_is_its_own()
    {
        using var repository = await SandboxRepository.CreateAsync();
        var desk = repository.Main.With("CODEX_THREAD_ID", "bobs-thread");
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(desk, "bob", new AgentStart { ClientName = "codex-mcp-client" });

        (await bob.RunAsync($"'{Programs.Command}' send ada one")).Succeeded();
        (await bob.RunAsync($"'{Programs.Command}' --as bob send ada two")).Succeeded();
        (await bob.RunAsync($"SIDECAR_AGENT=BOB '{Programs.Command}' send ada three")).Succeeded();
        (await desk.SidecarAsync("send", "ada", "four")).Succeeded();
        (await bob.RunAsync($"SIDECAR_AGENT=bob setsid -w '{Programs.Command}' send ada five")).Succeeded();
        (await bob.CallAsync("whoami", """{"name":"Bob"}""")).Succeeded();
        (await repository.Main.SidecarAsync("send", "ada", "six")).Succeeded();
        var read = (await ada.CallAsync("check_in")).Succeeded()["messages"].EnumerateArray();

        Assert.Equal(
            ["bob one", "bob two", "bob three", "bob four", "bob five", "human six"],
            read.Select(message => $"{message.GetProperty("from").GetString()} {message.GetProperty("text").GetString()}"));
    }
}
