using Sidecar.Agents;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Tests.World;

/// <summary>Uncommitted work for tests of rules and words, which need no state: of a live agent, known by its process.</summary>
internal static class Written
{
    public static UncommittedWork By(long authorId, string author, string path, DateTimeOffset now) => new()
    {
        Id = 1,
        Worktree = "/my repo",
        Path = Seen.Path(path),
        Author = Somebody.Called(authorId, author, now),
        Evidence = Evidence.Process,
        Kind = TouchKind.Changed,
        Since = now.AddMinutes(-4),
        At = now.AddMinutes(-2),
        State = new FileState(1, 1, null),
        Live = Liveness.Alive,
    };
}
