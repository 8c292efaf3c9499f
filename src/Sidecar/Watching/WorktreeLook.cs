using Sidecar.Agents;
using Sidecar.Repository;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Watching;

/// <summary>
/// Makes facts of hints: asks git how the paths stand, and compares that with what is on record. Reads only.
/// </summary>
/// <param name="folders">The worktree.</param>
/// <param name="git">Git, at its top.</param>
/// <param name="blobs">How this repository names contents.</param>
/// <param name="isExcluded">Whether nobody wants to hear of a path (<c>sidecar.exclude</c>).</param>
/// <param name="time">The clock.</param>
internal sealed class WorktreeLook(
    RepositoryFolders folders, GitProcess git, BlobHash blobs, Func<RepoPath, bool> isExcluded, TimeProvider time)
{
    /// <summary>Looks at the paths of a batch, or at everything where it asks for that.</summary>
    /// <param name="batch">What to look at.</param>
    /// <param name="open">The uncommitted work on record in this worktree.</param>
    /// <param name="everything">Whether to look at everything, whatever the batch says.</param>
    /// <param name="authors">Finds authors.</param>
    /// <returns>What was found; null where git was changing the worktree meanwhile, so that nothing can be told yet.</returns>
    public Findings? At(Batch batch, IReadOnlyList<UncommittedWork> open, bool everything, Authors authors)
    {
        var before = GitStanding.Read(folders, time.GetUtcNow());
        if (before.IsAtWork)
            return null;

        // What was uncommitted is looked at again whenever git moved: that is how a commit ends it.
        var asked = batch.Paths.Select(pending => pending.Path).Concat(batch.GitMoved ? open.Select(work => work.Path) : []).ToHashSet();
        var status = WorktreeStatus.Read(git, everything ? null : asked);
        var hints = batch.Paths.ToDictionary(pending => pending.Path);
        var dirty = status.Dirty.Where(path => !isExcluded(path.Path)).ToList();
        var known = open.ToLookup(work => work.Path);
        var changes = dirty.Select(path => Change(path, HintFor(path.Path, hints), known[path.Path], authors)).OfType<SeenChange>().ToList();
        // Asked last: reading thousands of files takes its time too.
        if (GitStanding.Read(folders, time.GetUtcNow()) is { } after
            && (after.IsAtWork || after.Index != before.Index || IsHalfDone(after, changes, dirty, hints)))
        {
            return null;
        }

        return new Findings(Renames.Find(changes, dirty), Clean(open, status, asked, hints, everything, authors), ByGit(batch, status));
    }

    // "switch" and "reset" write the index first, then run a hook, and move HEAD then: until that all their files look staged.
    private bool IsHalfDone(
        GitStanding standing, List<SeenChange> changes, List<DirtyPath> dirty, Dictionary<RepoPath, PendingPath> hints)
    {
        if (!standing.IsIndexYoung(time.GetUtcNow()))
            return false;

        var isNew = changes.Select(change => change.Path).ToHashSet();
        return dirty.Exists(path => path is { IndexDiffers: true, WorktreeDiffers: false } && isNew.Contains(path.Path)
            && (HintFor(path.Path, hints) is not { } hint || hint.DuringGit || WriterAgent.IsGit(hint.Writer)));
    }

    private SeenChange? Change(DirtyPath path, PendingPath? hint, IEnumerable<UncommittedWork> known, Authors authors)
    {
        var file = FileState.Read(Path.Combine(folders.Worktree, path.Path.ToString()), blobs);
        var at = hint is null ? WrittenAt(file) : At(hint);
        if (hint is null && known.Any(work => work.State.IsSameContent(file)))
            return null;

        var authorship = hint is null ? authors.OfUnseen(path.Path, at) : authors.Of(path.Path, hint, at);
        return new SeenChange(path.Path, path.TouchKind(file), at, authorship)
        {
            State = file,
            Also = hint is null ? [] : authors.Also(hint, authorship.Author),
        };
    }

    // A folder that moved or vanished stands for all that was below it.
    private static PendingPath? HintFor(RepoPath path, Dictionary<RepoPath, PendingPath> hints)
    {
        if (hints.TryGetValue(path, out var hint))
            return hint;

        var text = path.ToString();
        for (var end = text.LastIndexOf('/'); end > 0; end = text.LastIndexOf('/', end - 1))
        {
            if (RepoPath.TryParse(text[..end], out var folder) && hints.TryGetValue(folder, out hint))
                return hint;
        }

        return null;
    }

    private static List<(UncommittedWork Work, Agent? By)> Clean(
        IReadOnlyList<UncommittedWork> open, WorktreeStatus status, HashSet<RepoPath> asked, Dictionary<RepoPath, PendingPath> hints,
        bool everything, Authors authors) => open
        .Where(work => status.Find(work.Path) is null && (everything || asked.Contains(work.Path) || HintFor(work.Path, hints) is not null))
        .Select(work => (work, HintFor(work.Path, hints) is { DuringGit: false } hint ? authors.Writer(hint) : null))
        .ToList();

    // What git wrote and is clean now is git's own doing, and no edit of anybody. A folder that vanished is told besides its files.
    private (int Files, DateTimeOffset At)? ByGit(Batch batch, WorktreeStatus status)
    {
        var byGit = batch.Paths
            .Where(pending => (pending.DuringGit || WriterAgent.IsGit(pending.Writer)) && status.Find(pending.Path) is null).ToList();
        var above = byGit.Select(pending => pending.Path.Parent).ToHashSet(StringComparer.Ordinal);
        var files = byGit.Where(pending => !above.Contains(pending.Path.ToString())).ToList();
        return files.Count == 0 ? null : (files.Count, files.Max(At));
    }

    private DateTimeOffset At(PendingPath hint) => time.GetUtcNow() - time.GetElapsedTime(hint.LastAt);

    // A file's time can be set to anything, also to one that is still to come.
    private DateTimeOffset WrittenAt(FileState file)
    {
        var now = time.GetUtcNow();
        return file.Modified is { } modified && modified < now.ToUnixTimeMilliseconds() && modified > 0
            ? DateTimeOffset.FromUnixTimeMilliseconds(modified)
            : now;
    }
}
