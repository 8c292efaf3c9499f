using LibGit2Sharp;
using Sidecar.History.Renames;
using Sidecar.Repository;
using GitRepository = LibGit2Sharp.Repository;

namespace Sidecar.History;

/// <summary>
/// Reads the history with libgit2, in this process. Slower than the git command where many commits are read, and quicker where
/// a few are. For whole clones only; see <see cref="CommitHistories"/>. Safe to use from several threads.
/// </summary>
/// <param name="git">Git, anywhere in the repository.</param>
internal sealed class LibGit2History(GitProcess git) : ICommitHistory
{
    // Which of the files are renamed is found out by RenameSearch.
    private static readonly CompareOptions Options = new() { Similarity = SimilarityOptions.None };

    public string Engine => "libgit2";

    public HistoryKind Kind() => HistoryKind.Whole;

    public bool Has(string commit) => Ask(repository => repository.Lookup<Commit>(commit) is not null);

    public int Count(HistoryRange range, int most = int.MaxValue) =>
        Ask(repository => Commits(repository, range).Take(most).Count());

    public IReadOnlyList<string> Ids(HistoryRange range) =>
        Ask(repository => Commits(repository, range).Select(commit => commit.Sha).ToList());

    public IEnumerable<CommitFiles> Read(HistoryRange range, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return ReadEach(range, most, cancellationToken);
    }

    public IReadOnlyList<RepoPath> Files(string commit) => Ask(repository =>
        Below(repository.Lookup<Commit>(commit)?.Tree ?? throw new NotFoundException($"there is no commit {commit}"), "").ToList());

    private IEnumerable<CommitFiles> ReadEach(HistoryRange range, int most, CancellationToken cancellationToken)
    {
        using var repository = Told(() => new GitRepository(git.Worktree));
        using var commits = Told(() => Commits(repository, range).Take(most).GetEnumerator());
        while (Told(commits.MoveNext))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var commit = commits.Current;
            yield return Told(() => new CommitFiles(
                commit.Sha, commit.Committer.When.ToUniversalTime(), commit.Author.Email, Changes(repository, commit)));
        }
    }

    // Of no tips libgit2 would take HEAD.
    private static IEnumerable<Commit> Commits(GitRepository repository, HistoryRange range) => range.Tips.Count == 0
        ? []
        : repository.Commits
            .QueryBy(new CommitFilter
            {
                SortBy = CommitSortStrategies.Time,
                IncludeReachableFrom = range.Tips.Select(id => new ObjectId(id)).ToList(),
                ExcludeReachableFrom = range.Without.Select(id => new ObjectId(id)).ToList(),
            })
            .Where(commit => commit.Parents.Take(2).Count() < 2);

    private static List<ChangedFile> Changes(GitRepository repository, Commit commit)
    {
        using var changes = repository.Diff.Compare<TreeChanges>(commit.Parents.FirstOrDefault()?.Tree, commit.Tree, Options);
        var entries = changes.OrderBy(entry => entry.Path, ByteOrder.Instance).ToList();
        var origins = new RenameSearch(id => new Spans(Content(repository, id))).Run(
            [.. entries.Where(entry => entry.Status is ChangeKind.Deleted).Select(entry => new LooseFile(entry.Path, entry.OldOid, entry.OldMode))],
            [.. entries.Where(entry => entry.Status is ChangeKind.Added).Select(Added)]);
        var moved = origins.Values.Select(source => source.Path).ToHashSet(StringComparer.Ordinal);
        return entries
            .Where(entry => entry.Status is not ChangeKind.Deleted || !moved.Contains(entry.Path))
            .Select(entry => Change(entry, origins))
            .OfType<ChangedFile>()
            .ToList();
    }

    private static LooseFile Added(TreeEntryChanges entry) => new(entry.Path, entry.Oid, entry.Mode);

    private static byte[] Content(GitRepository repository, ObjectId id)
    {
        using var content = repository.Lookup<Blob>(id).GetContentStream();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static ChangedFile? Change(TreeEntryChanges entry, IReadOnlyDictionary<LooseFile, LooseFile> origins)
    {
        if (!RepoPath.TryParse(entry.Path, out var path))
            return null;

        return entry.Status switch
        {
            ChangeKind.Added when origins.TryGetValue(Added(entry), out var source) =>
                RepoPath.TryParse(source.Path, out var from) ? new ChangedFile(CommitChange.Renamed, path, from) : null,
            ChangeKind.Added => new ChangedFile(CommitChange.Added, path),
            ChangeKind.Deleted => new ChangedFile(CommitChange.Deleted, path),
            _ => new ChangedFile(CommitChange.Modified, path),
        };
    }

    private static IEnumerable<RepoPath> Below(Tree tree, string prefix)
    {
        foreach (var entry in tree)
        {
            var name = prefix + entry.Name;
            if (entry.TargetType is TreeEntryTargetType.Tree)
            {
                foreach (var file in Below((Tree)entry.Target, name + "/"))
                    yield return file;
            }
            else if (RepoPath.TryParse(name, out var path))
            {
                yield return path;
            }
        }
    }

    private T Ask<T>(Func<GitRepository, T> question) => Told(() =>
    {
        using var repository = new GitRepository(git.Worktree);
        return question(repository);
    });

    private T Told<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (LibGit2SharpException unknown)
        {
            throw SidecarException.CannotTell(
                $"libgit2 cannot tell the history of '{Printable.Short(git.Worktree, 300)}': {Printable.Short(unknown.Message, 300)}",
                "git config sidecar.historyEngine git");
        }
    }
}
