using System.Collections.Concurrent;
using Sidecar.Repository;
using Sidecar.Watching.Sources;

namespace Sidecar.Watching;

/// <summary>Leads what the one source tells to the worktree that it is about. Safe to use from several threads.</summary>
/// <param name="activity">Learns of every hint, to see who is at work just then.</param>
internal sealed class Hints(SampledActivity activity) : IHintSink
{
    private readonly ConcurrentDictionary<string, PendingPaths> _roots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PendingPaths> _gitFolders = new(StringComparer.Ordinal);

    /// <summary>The folders in which git tells what it does in a worktree: its own, the one of its logs, and the one of its rules.</summary>
    public static IReadOnlyList<string> GitFolders(RepositoryFolders folders) =>
        [folders.GitDirectory, Path.Combine(folders.GitDirectory, "logs"), Path.Combine(folders.GitDirectory, "info")];

    /// <summary>From now on what is told of this worktree goes there.</summary>
    public void Add(RepositoryFolders folders, PendingPaths pending)
    {
        _roots[folders.Worktree] = pending;
        foreach (var folder in GitFolders(folders))
            _gitFolders[folder] = pending;
    }

    /// <summary>Nobody is there any more for this worktree.</summary>
    public void Remove(RepositoryFolders folders)
    {
        _roots.TryRemove(folders.Worktree, out _);
        foreach (var folder in GitFolders(folders))
            _gitFolders.TryRemove(folder, out _);
    }

    public void Touched(string root, string path, Writer? writer)
    {
        if (_roots.TryGetValue(root, out var pending) && RepoPath.TryParse(path, out var known))
        {
            activity.Sample();
            pending.Add(known, writer);
        }
    }

    public void Rescan(string root, string why)
    {
        if (_roots.TryGetValue(root, out var pending))
            pending.Rescan(why);
    }

    public void Gone(string root)
    {
        // Its watches went with it. It may be there again a moment later, as another folder of the same name.
        if (_roots.TryGetValue(root, out var pending))
            pending.End($"The worktree {root} was taken away.");
    }

    public void FolderChanged(string folder, string name, EntryChange change)
    {
        if (!_gitFolders.TryGetValue(folder, out var pending))
            return;

        // In this order: the lock is made, files are changed, the lock becomes the index. HEAD moves before or after that.
        switch (name)
        {
            case "index.lock":
                // The file itself is not asked: it may be on already where its events are still to be read.
                if (change.HasFlag(EntryChange.Appeared))
                    pending.GitLocked();
                if (change.HasFlag(EntryChange.Deleted) && !change.HasFlag(EntryChange.MovedAway))
                    pending.GitLetGo();
                break;
            case "index":
                pending.GitWroteIndex();
                break;
            case "HEAD":
                pending.GitMoved();
                break;
            case "config" or "exclude":
                // They hold for all worktrees, and may say that something else is watched.
                foreach (var every in _roots.Values)
                    every.GitMoved();
                break;
            default:
                break;
        }
    }

    public void FolderLost(string folder)
    {
        // Lost events, or a folder that went away: both end with a new beginning.
        if (_gitFolders.TryGetValue(folder, out var pending))
            pending.End($"Events of {folder} were lost.");
    }
}
