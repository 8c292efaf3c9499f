using Sidecar.Agents;
using Sidecar.Repository;
using Sidecar.Tests.World;
using Sidecar.Touches;
using Sidecar.Watching;
using Sidecar.Watching.Sources;
using Authors = Sidecar.Watching.Authors;

namespace Sidecar.Tests.Watching;

/// <summary>Who wrote, with a state and processes of the test's.</summary>
public sealed class AuthorsTests : IDisposable
{
    private readonly Crowd _crowd = new();
    private readonly Crowd.Member _ada;
    private readonly Crowd.Member _bob;

    public AuthorsTests()
    {
        (_ada, _bob) = (_crowd.Join("ada"), _crowd.Join("bob"));
        _crowd.Time.Advance(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Whose_process_wrote_is_the_author() =>
        Assert.Equal(("ada", Evidence.Process), Of(Hint(_ada.Client)));

    [Fact]
    public void Nobody_is_named_where_two_were_at_work_and_no_process_is_known() =>
        Assert.Equal((null, Evidence.Unknown), Of(Hint(null)));

    [Fact]
    public void Whose_process_wrote_is_the_author_also_when_it_ended_since()
    {
        var at = _crowd.Time.GetUtcNow();
        _crowd.Time.Advance(TimeSpan.FromSeconds(1));
        _crowd.State.Agents.Leave(_ada.Key, "done");

        var (name, evidence) = Of(Hint(_ada.Client));

        Assert.True(at < _crowd.Time.GetUtcNow());
        Assert.Equal(("ada", Evidence.Process), (name, evidence));
    }

    [Fact]
    public void Who_stayed_is_not_the_author_of_what_was_written_while_another_was_there()
    {
        var written = _crowd.Time.GetUtcNow();
        _crowd.Time.Advance(TimeSpan.FromSeconds(1));
        _crowd.State.Agents.Leave(_ada.Key, "done");

        Assert.Null(Seen(isLinked: true).OfUnseen(File, written).Author);
        Assert.Equal("bob", Seen(isLinked: true).OfUnseen(File, _crowd.Time.GetUtcNow().AddSeconds(1)).Author?.Name.ToString());
    }

    [Fact]
    public void A_claim_tells_where_no_process_does()
    {
        _crowd.Claim("ada", "f.txt");
        _crowd.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("ada", Evidence.Claim), Of(Hint(null)));
        Assert.Equal(("bob", Evidence.Process), Of(Hint(_bob.Client)));
    }

    [Fact]
    public void What_nobody_saw_before_an_agent_came_is_not_that_agents()
    {
        var long_ago = _crowd.Time.GetUtcNow() - TimeSpan.FromDays(1);

        Assert.Null(Seen(isLinked: true).OfUnseen(File, long_ago).Author);
    }

    public void Dispose() => _crowd.Dispose();

    private static RepoPath File => RepoPath.TryParse("f.txt", out var path) ? path : throw new InvalidOperationException();

    private (string? Name, Evidence Evidence) Of(PendingPath hint)
    {
        var found = Seen(isLinked: false).Of(File, hint, _crowd.Time.GetUtcNow());
        return (found.Author?.Name.ToString(), found.Evidence);
    }

    private Authors Seen(bool isLinked) => new(
        _crowd.State, new RepositoryFolders("/repository", isLinked ? "/repository/.git/worktrees/x" : "/repository/.git", "/repository/.git"),
        new BothAtWork(), ignoreCase: false, _crowd.Time.GetUtcNow());

    private PendingPath Hint(ProcessRef? client)
    {
        var line = client is { } process
            ? new Writer([new ProcessEntry(new ProcessRef(999_999, Started: 0), process.Pid, ""), new ProcessEntry(process, 1, "client")])
            : null;
        return new PendingPath(File, _crowd.Time.GetTimestamp(), _crowd.Time.GetTimestamp(), line);
    }

    private sealed class BothAtWork : IActivity
    {
        public bool? WasActive(Agent agent, PendingPath hint) => true;

        public bool? HadOutsider(string worktree, PendingPath hint) => false;
    }
}
