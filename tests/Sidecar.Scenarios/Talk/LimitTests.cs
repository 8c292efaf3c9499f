using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>Over a limit nothing is half done: the error names the limit and the setting, and everybody else goes on.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task A_sender_who_says_too_much_is_told_how_long_to_wait()
    {
        using var repository = await SandboxRepository.CreateAsync();
        (await repository.Main.GitAsync("config", "sidecar.messagesPerMinute", "3")).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        for (var number = 0; number < 3; number++)
            (await ada.CallAsync("send", JsonText.Of(("to", "bob"), ("text", "x"), ("key", $"{number}")))).Succeeded();
        var before = StateTables.Dump(repository);

        var refused = (await ada.CallAsync("check_in", """{"to":"bob","text":"x","status":"half done"}""")).Refused();
        var inShell = await ada.RunAsync($"'{Programs.Command}' send bob x");
        var repeated = await ada.CallAsync("send", """{"to":"bob","text":"x","key":"2"}""");

        Assert.Matches("3 messages.*sidecar.messagesPerMinute", refused.Text);
        Assert.Matches(@"next: .*\d+ s", refused.Text);
        inShell.Ended(1).Says("sidecar.messagesPerMinute").Says("next: ");
        Assert.True(repeated.Succeeded()["repeated"].GetBoolean(), "what was sent before costs nothing");
        Assert.Equal(before, StateTables.Dump(repository));
        (await bob.CallAsync("send", """{"to":"ada","text":"x"}""")).Succeeded();
        (await repository.Main.SidecarAsync("send", "ada", "x")).Succeeded();
    }

    [Fact]
    public async Task A_full_mailbox_takes_nothing_more_and_bars_nobody_else()
    {
        using var repository = await SandboxRepository.CreateAsync();
        (await repository.Main.GitAsync("config", "sidecar.mailboxSize", "2")).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await using var eve = await AgentProcess.StartAsync(repository.Main, "eve");
        for (var number = 0; number < 2; number++)
            (await ada.CallAsync("send", """{"to":"bob","text":"x"}""")).Succeeded();
        var before = StateTables.Dump(repository);

        var refused = (await ada.CallAsync("send", """{"to":"bob","text":"x"}""")).Refused();
        Assert.Equal(before, StateTables.Dump(repository));
        var toAll = (await ada.CallAsync("send", """{"to":"all","text":"x"}""")).Succeeded();
        (await bob.CallAsync("check_in", """{"ack":[1]}""")).Succeeded();
        var again = await ada.CallAsync("send", """{"to":"bob","text":"x"}""");

        Assert.Matches("bob.*2.*sidecar.mailboxSize", refused.Text);
        Assert.Equal("bob", Assert.Single(toAll["full"].EnumerateArray()).GetString());
        Assert.Equal("eve", Assert.Single(toAll["recipients"].EnumerateArray()).GetProperty("name").GetString());
        again.Succeeded();
    }

    [Theory]
    [InlineData("sidecar.messagesPerMinute", "0")]
    [InlineData("sidecar.messagesPerMinute", "-1")]
    [InlineData("sidecar.messagesPerMinute", "many")]
    [InlineData("sidecar.mailboxSize", "0")]
    [InlineData("sidecar.mailboxSize", "99999999999999999999")]
    public async Task A_limit_that_cannot_be_meant_is_the_usual_one(string setting, string value)
    {
        using var repository = await SandboxRepository.CreateAsync();
        (await repository.Main.GitAsync("config", setting, value)).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");

        for (var number = 0; number < 60; number++)
            (await ada.CallAsync("send", """{"to":"human","text":"x"}""")).Succeeded();

        Assert.Matches("60 messages.*sidecar.messagesPerMinute", (await ada.CallAsync("send", """{"to":"human","text":"x"}""")).Refused().Text);
        (await repository.Main.SidecarAsync("status", "--json")).Succeeded().Says(setting.ToLowerInvariant());
    }
}
