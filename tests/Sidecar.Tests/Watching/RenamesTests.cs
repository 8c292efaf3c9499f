using Sidecar.Repository;
using Sidecar.Touches;
using Sidecar.Watching;

namespace Sidecar.Tests.Watching;

public sealed class RenamesTests
{
    private const string Content = "c0ffee";

    [Fact]
    public void A_new_file_with_the_content_of_the_one_that_is_gone_was_moved_from_there()
    {
        var found = Renames.Find([Gone("old"), New("new")], [Dirty("old", Content), Dirty("new", null)]);

        Assert.Equal([("old", TouchKind.Deleted, null), ("new", TouchKind.Renamed, "old")], Told(found));
    }

    [Fact]
    public void Of_two_that_are_gone_with_that_content_nobody_can_tell_which() => Assert.Equal(
        TouchKind.Created,
        Renames.Find([Gone("one"), Gone("two"), New("new")], [Dirty("one", Content), Dirty("two", Content), Dirty("new", null)])[2].Kind);

    [Fact]
    public void An_empty_file_looks_like_every_other() => Assert.Equal(
        TouchKind.Created,
        Renames.Find([Gone("old"), New("new", size: 0)], [Dirty("old", Content), Dirty("new", null)])[1].Kind);

    [Fact]
    public void Without_anything_gone_nothing_was_moved()
    {
        IReadOnlyList<SeenChange> changes = [New("new")];

        Assert.Same(changes, Renames.Find(changes, [Dirty("new", null)]));
    }

    private static IEnumerable<(string, TouchKind, string?)> Told(IReadOnlyList<SeenChange> changes) =>
        changes.Select(change => (change.Path.ToString(), change.Kind, change.From?.ToString()));

    private static SeenChange Gone(string path) => new(PathOf(path), TouchKind.Deleted, DateTimeOffset.UnixEpoch, Authorship.Unknown);

    private static SeenChange New(string path, long size = 5) =>
        new(PathOf(path), TouchKind.Created, DateTimeOffset.UnixEpoch, Authorship.Unknown) { State = new FileState(size, 1, Content) };

    private static DirtyPath Dirty(string path, string? headBlob) => new(
        PathOf(path), headBlob is null ? DirtyKind.Untracked : DirtyKind.Deleted, WorktreeDiffers: true, IndexDiffers: false, headBlob, headBlob);

    private static RepoPath PathOf(string path) => RepoPath.TryParse(path, out var known) ? known : throw new ArgumentException(path, nameof(path));
}
