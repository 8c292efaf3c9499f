using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Tests.Messages;

public sealed class WaitingTests : ReaderTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_wait_lasts_as_long_as_was_asked_for_whatever_the_clock_is_set_to()
    {
        var bob = Crowd.Agent("bob");
        var wait = Crowd.State.Inbox.TakeAsync(bob, new CallId(Server, 7), 5, 4_000, TimeSpan.FromSeconds(60), CancellationToken.None);
        var look = Crowd.State.Inbox.LookAsync(bob, 5, TimeSpan.FromSeconds(60), CancellationToken.None);
        Crowd.Time.Set(TimeSpan.FromHours(-1));

        for (var second = 0; second < 60; second++)
        {
            Crowd.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(Task.WhenAll(wait, look), Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        Assert.Empty((await wait.WaitAsync(TimeSpan.FromSeconds(20))).Messages);
        Assert.Empty((await look.WaitAsync(TimeSpan.FromSeconds(20))).Messages);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wait_in_a_state_that_was_taken_away_ends_with_what_the_next_call_would_hear()
    {
        var bob = Crowd.Agent("bob");
        var first = Crowd.State.Inbox.TakeAsync(bob, new CallId(Server, 7), 5, 4_000, TimeSpan.FromMinutes(60), CancellationToken.None);
        foreach (var file in Directory.EnumerateFiles(Crowd.Folder))
            File.Delete(file);
        var gone = await Ended(first);
        SidecarDatabase.Create(Crowd.Folder);
        var replaced = await Ended(
            Crowd.State.Inbox.TakeAsync(bob, new CallId(Server, 8), 5, 4_000, TimeSpan.FromMinutes(60), CancellationToken.None));

        Assert.Equal(ProblemKind.NotSetUp, gone.Kind);
        Assert.Contains("set up anew", replaced.Message, StringComparison.Ordinal);
    }

    private async Task<SidecarException> Ended(Task wait)
    {
        while (!wait.IsCompleted)
        {
            Crowd.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(wait, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        return await Assert.ThrowsAsync<SidecarException>(() => wait);
    }
}
