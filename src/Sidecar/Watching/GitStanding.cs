using Sidecar.Repository;

namespace Sidecar.Watching;

/// <summary>
/// How git stands in a worktree, as far as its files tell: read before and after a look, it shows whether the look fell into
/// the middle of an operation.
/// </summary>
/// <param name="Index">Size and time of the index; null where there is none.</param>
/// <param name="IsLocked">Whether git holds the index.</param>
/// <param name="IsAtWork">Whether git holds the index and may be changing files.</param>
internal sealed record GitStanding((long Size, DateTime At)? Index, bool IsLocked, bool IsAtWork)
{
    /// <summary>Longer than this a lock was left by a git that died, or waits for somebody.</summary>
    public static readonly TimeSpan LongestOperation = TimeSpan.FromMinutes(2);

    // While git changes files its new index is empty still; "commit -a" keeps a written one for as long as the message takes.
    private static readonly TimeSpan LongestWritten = TimeSpan.FromSeconds(1);

    // A hook lies between writing the index and moving HEAD.
    private static readonly TimeSpan UntilHeadFollows = TimeSpan.FromSeconds(2);

    /// <summary>Whether the index was written a moment ago, so that HEAD may still have to follow.</summary>
    public bool IsIndexYoung(DateTimeOffset now) =>
        Index is var (_, at) && (now - new DateTimeOffset(at)).Duration() < UntilHeadFollows;

    public static GitStanding Read(RepositoryFolders folders, DateTimeOffset now)
    {
        var index = new FileInfo(Path.Combine(folders.GitDirectory, "index"));
        var taken = new FileInfo(Path.Combine(folders.GitDirectory, "index.lock"));
        return new GitStanding(
            index.Exists ? (index.Length, index.LastWriteTimeUtc) : null, IsLocked: taken.Exists, IsAtWork: IsInUse(taken, now));
    }

    private static bool IsInUse(FileInfo taken, DateTimeOffset now)
    {
        try
        {
            if (!taken.Exists)
                return false;

            // Nobody's edits wait for what takes longer.
            var age = (now - new DateTimeOffset(taken.LastWriteTimeUtc)).Duration();
            return age < (taken.Length == 0 ? LongestOperation : LongestWritten);
        }
        catch (IOException)
        {
            return false; // it went away in between
        }
    }
}
