using Sidecar.Tests.Repository;
using Sidecar.Watching;

namespace Sidecar.Tests.Watching;

public sealed class GitStandingTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ScratchRepository _repository = new();

    private string LockFile => _repository.Path_(".git/index.lock");

    [Fact]
    public void Git_is_at_work_while_it_holds_the_index_and_writes_nothing_into_it()
    {
        Assert.False(IsAtWorkAfter(TimeSpan.Zero));
        File.WriteAllText(LockFile, "");

        Assert.True(IsAtWorkAfter(TimeSpan.FromSeconds(100)));
        Assert.False(IsAtWorkAfter(TimeSpan.FromMinutes(3)));
    }

    [Fact]
    public void A_lock_that_is_written_and_kept_waits_for_a_message_and_stops_nobody()
    {
        File.WriteAllText(LockFile, "index");

        Assert.True(IsAtWorkAfter(TimeSpan.FromMilliseconds(500)));
        Assert.False(IsAtWorkAfter(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_make_a_lock_last() => Assert.False(Locked(-TimeSpan.FromHours(1)));

    [Fact]
    public void Head_may_still_have_to_follow_an_index_that_was_just_written()
    {
        _repository.Commit("a");
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(_repository.Path_(".git/index")));

        Assert.True(GitStanding.Read(_repository.Folders, Now).IsIndexYoung(written + TimeSpan.FromSeconds(1)));
        Assert.False(GitStanding.Read(_repository.Folders, Now).IsIndexYoung(written + TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void Another_index_is_another_standing()
    {
        Assert.Null(GitStanding.Read(_repository.Folders, Now).Index);
        _repository.Commit("a");
        var before = GitStanding.Read(_repository.Folders, Now).Index;
        _repository.Commit("b");

        Assert.NotNull(before);
        Assert.NotEqual(before, GitStanding.Read(_repository.Folders, Now).Index);
    }

    public void Dispose() => _repository.Dispose();

    private bool Locked(TimeSpan age)
    {
        File.WriteAllText(LockFile, "");
        return IsAtWorkAfter(age);
    }

    private bool IsAtWorkAfter(TimeSpan age)
    {
        var taken = File.Exists(LockFile) ? new DateTimeOffset(File.GetLastWriteTimeUtc(LockFile)) : Now;
        return GitStanding.Read(_repository.Folders, taken + age).IsAtWork;
    }
}
