using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

public sealed class GitListingTests : IDisposable
{
    private const string Endless = "!while :; do printf 'part\\0'; done";

    private readonly ScratchRepository _repository = new();

    [Fact]
    public void What_fails_at_its_end_is_not_taken_for_the_whole()
    {
        _repository.Git("config", "alias.fail", "!printf 'one\\0two\\0'; echo reason >&2; exit 3");
        using var listing = _repository.GitProcess.List(["fail"], CancellationToken.None);
        Assert.True(listing.Parts.TryNext(out _) && listing.Parts.TryNext(out _));

        var problem = Assert.Throws<SidecarException>(() => listing.Parts.TryNext(out _));

        Assert.Equal("'git --no-optional-locks fail' failed with code 3: reason.", problem.Message);
    }

    [Fact]
    public void Cancelling_ends_git()
    {
        _repository.Git("config", "alias.endless", Endless);
        using var cancellation = new CancellationTokenSource();
        using var listing = _repository.GitProcess.List(["endless"], cancellation.Token);
        Assert.True(listing.Parts.TryNext(out _));

        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => ReadToEnd(listing));
    }

    [Fact]
    public void Git_that_falls_silent_is_ended()
    {
        _repository.Git("config", "alias.silent", "!printf 'part\\0'; sleep 600");
        using var listing = _repository.GitProcess.WithLimit(TimeSpan.FromMilliseconds(200)).List(["silent"], CancellationToken.None);

        var problem = Assert.Throws<SidecarException>(() => ReadToEnd(listing));

        Assert.Contains("it said nothing for 0 s", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_stops_reading_ends_git()
    {
        _repository.Git("config", "alias.endless", $"!echo $$ >pid; {Endless[1..]}");
        var listing = _repository.GitProcess.List(["endless"], CancellationToken.None);
        Assert.True(listing.Parts.TryNext(out _));

        listing.Dispose();

        var pid = int.Parse(File.ReadAllText(_repository.Path_("pid")));
        Assert.True(SpinWait.SpinUntil(() => !IsRunning(pid), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_part_longer_than_any_buffer_comes_whole()
    {
        _repository.Git("config", "alias.long", "!head -c 300000 /dev/zero | tr '\\0' x; printf '\\0end\\0'");
        using var listing = _repository.GitProcess.List(["long"], CancellationToken.None);

        Assert.True(listing.Parts.TryNext(out var part));
        Assert.Equal(300_000, part.Length);
        Assert.True(listing.Parts.TryNext(out part));
        Assert.True(part.SequenceEqual("end"u8));
        Assert.False(listing.Parts.TryNext(out _));
    }

    private static void ReadToEnd(GitListing listing)
    {
        while (listing.Parts.TryNext(out _))
        {
        }
    }

    // One that ended stays in the list until its parent asks for it; then its command line is empty.
    private static bool IsRunning(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => _repository.Dispose();
}
