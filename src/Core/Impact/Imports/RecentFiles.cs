using Sidecar.Repository;

namespace Sidecar.Impact.Imports;

/// <summary>
/// Which files a worktree has, listed anew only where git's index was written since, or the listing is some seconds old: agents
/// ask several times in a row. Safe to use from several threads.
/// </summary>
public sealed class RecentFiles(TimeProvider time)
{
    /// <summary>How long a listing counts: for so long a new file that git does not know yet may be missed.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    // Guards the listing; not held while git lists.
    private readonly Lock _lock = new();
    private Listing? _latest;

    /// <summary>Lists the files, or knows them still.</summary>
    /// <param name="git">Git, at the top of the worktree.</param>
    /// <param name="folders">The worktree.</param>
    /// <exception cref="SidecarException">Git could not list them.</exception>
    public ProjectFiles Of(GitProcess git, RepositoryFolders folders)
    {
        // Before git is asked: what changes meanwhile is noticed next time.
        var (index, now) = (File.GetLastWriteTimeUtc(Path.Combine(folders.GitDirectory, "index")), time.GetTimestamp());
        lock (_lock)
        {
            if (_latest is { } latest && latest.Worktree == git.Worktree && latest.Index == index && time.GetElapsedTime(latest.At, now) < MaxAge)
                return latest.Files;
        }

        var files = ProjectFiles.Read(git);
        lock (_lock)
            _latest = new Listing(git.Worktree, index, now, files);
        return files;
    }

    private sealed record Listing(string Worktree, DateTime Index, long At, ProjectFiles Files);
}
