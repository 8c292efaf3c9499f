using Sidecar.LibGit2;
using Sidecar.Repository;
using Sidecar.Watching;

namespace Sidecar.Forecasting;

/// <summary>Takes down what is in a worktree, without touching its files, its index or the repository's objects.</summary>
/// <param name="scratch">Where objects and the copy of the index are written.</param>
/// <param name="library">Whether there is a libgit2.</param>
/// <param name="time">The clock.</param>
internal sealed class StateReader(ScratchObjects scratch, GitLibrary library, TimeProvider time)
{
    private const string Index = "index";

    /// <summary>Reads it.</summary>
    /// <returns>What is there; null where git is changing it just now.</returns>
    /// <exception cref="SidecarException">It cannot be told what is there, and why.</exception>
    public WorktreeState? Read(RepositoryFolders folders)
    {
        var before = GitStanding.Read(folders, time.GetUtcNow());
        if (before.IsAtWork)
            return null;

        ThrowIfInTheMiddle(folders);
        var git = scratch.GitIn(folders.Worktree, Index);
        var filters = Filters.Read(git);
        var head = new Heads(git, library).Read().Commit ?? throw CannotTell($"nothing is committed in {folders.Worktree} yet");
        var state = Read(folders, filters.Without(git), filters, head);
        return GitStanding.Read(folders, time.GetUtcNow()) is { IsAtWork: false } after && after.Index == before.Index ? state : null;
    }

    private WorktreeState Read(RepositoryFolders folders, GitProcess git, Filters filters, string head)
    {
        Copy(folders);
        var dirty = WorktreeStatus.Read(git).Dirty.ToList();
        if (dirty.Exists(path => path.Kind is DirtyKind.Unmerged))
            throw CannotTell($"files in {folders.Worktree} are unmerged");
        var uncommitted = Uncommitted.Of(dirty, folders.Worktree, paths => filters.Of(git, paths));
        scratch.Count(folders.Worktree, uncommitted.There);
        if (dirty.Count == 0)
            return new WorktreeState(folders.Worktree, head, head, "");

        Update(git, "--force-remove", uncommitted.Gone);
        Update(git, "--add", [.. uncommitted.There.Select(file => file.Path)]);
        var tree = ScratchObjects.Ask(git, ["write-tree", "--missing-ok"]).Trim();
        var commit = ScratchObjects.Ask(git, ["commit-tree", "--no-gpg-sign", "-m", "state", "-p", head, tree]).Trim();
        return new WorktreeState(folders.Worktree, head, commit, uncommitted.LeftOut(folders.Worktree));
    }

    // The real one tells git what is unchanged, so that it need not read every file; and is not to be written.
    private void Copy(RepositoryFolders folders)
    {
        var copy = Path.Combine(scratch.Folder, Index);
        File.Delete(copy);

        // Nobody else uses it, so whoever locked it was ended in the middle.
        File.Delete(copy + ".lock");
        var index = Path.Combine(folders.GitDirectory, "index");
        if (File.Exists(index))
            File.Copy(index, copy);
    }

    private static void Update(GitProcess git, string how, IReadOnlyList<RepoPath> paths)
    {
        var names = string.Concat(paths.Select(path => $"{path}\0"));
        if (paths.Count > 0)
            ScratchObjects.Ask(git, ["update-index", how, "--remove", "--replace", "-z", "--stdin"], names);
    }

    // What lies there between two steps of it is nobody's work.
    private static void ThrowIfInTheMiddle(RepositoryFolders folders)
    {
        if (OngoingOperation.Read(folders).Name is { } name)
            throw CannotTell($"a {name} is under way in {folders.Worktree}");
    }

    private static SidecarException CannotTell(string why) => SidecarException.CannotTell(why, "git status");
}
