using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Impact;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Work;

namespace Sidecar.Operations;

/// <summary>The commits that were made here, and by whom. Each method is one transaction.</summary>
public sealed class CommitStore(SidecarDatabase db)
{
    // A larger one is remembered by its first files only: a check of reverts is not worth a long commit.
    private const int MaxFiles = 2000;

    private const string None = "";

    // Long enough for an editor with the commit message.
    private static readonly TimeSpan OverrideAge = TimeSpan.FromMinutes(30);

    /// <summary>Records a commit, ends the work that it committed and what its author announced of it, and tells other authors that their work is in it.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="committed">The work that is in it.</param>
    /// <param name="tells">Whether anybody is told (<c>sidecar.noVerify</c>).</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    public void Record(RecordedCommit commit, IReadOnlyList<UncommittedWork> committed, bool tells = true, bool ignoreCase = false) => db.Write(connection =>
    {
        connection.Execute(
            "INSERT OR IGNORE INTO commits (id, at, worktree, who, agent_id) VALUES ($id, $at, $worktree, $who, $agent)",
            ("$id", commit.Id), ("$at", commit.At.Stored()), ("$worktree", commit.Worktree), ("$who", commit.Who), ("$agent", commit.AgentId));
        connection.ExecuteEach(
            "INSERT OR IGNORE INTO committed_files (path, before, commit_id, after) VALUES ($path, $before, $commit, $after)",
            commit.Files.Take(MaxFiles).Select(file => Values(commit.Id, file)));
        foreach (var work in committed)
            WorkRows.End(connection, work.Id, $"committed in {Short(commit.Id)} by {commit.Who}", commit.At);

        if (commit is { AgentId: { } agent, IsTakenOver: false })
            AnnouncementRows.EndCommitted(connection, agent, Done(commit), ignoreCase, $"committed in {Short(commit.Id)}", commit.At);

        var swept = committed.Where(work => work.IsHeld && work.Author!.Id != commit.AgentId).ToList();
        if (tells && swept.Count > 0 && !WasOverridden(connection, commit))
        {
            foreach (var byAuthor in swept.GroupBy(work => work.Author!.Name))
                Tell(connection, byAuthor.Key, [.. byAuthor], commit);
        }

        return swept.Count;
    });

    /// <summary>Takes over who made commits that a rebase replaced: whoever runs it is not their author.</summary>
    /// <param name="replaced">The ids of each, before and after.</param>
    public void Replace(IReadOnlyList<(string Old, string New)> replaced) => db.Write(connection => replaced.Sum(pair => connection.Execute(
        """
        UPDATE commits SET (who, agent_id) = (SELECT who, agent_id FROM commits WHERE id = $old)
        WHERE id = $new AND EXISTS (SELECT 1 FROM commits WHERE id = $old)
        """,
        ("$old", pair.Old), ("$new", pair.New))));

    /// <summary>Whether somebody else than the committer has commits on record: without them nothing can be put back.</summary>
    public bool HasOthers(string committer) => db.Read(connection =>
        connection.Number(
            "SELECT EXISTS (SELECT 1 FROM commits WHERE who < $who) OR EXISTS (SELECT 1 FROM commits WHERE who > $who)",
            ("$who", committer)) == 1);

    /// <summary>
    /// Commits of others, newest first, that a file would be put back before: its content would be what it was before them.
    /// Whether they belong to the branch at all is for git to say.
    /// </summary>
    /// <param name="file">The file with its blob ids in HEAD and in the commit to be made.</param>
    /// <param name="committer">Who commits, by name: a session that comes back is the same author.</param>
    public IReadOnlyList<RecordedCommit> Before(CommittedFile file, string committer) => db.Read(connection => connection.Query(
        """
        SELECT commits.* FROM committed_files JOIN commits ON commits.id = commit_id
        WHERE path = $path AND before = $before AND after <> $before AND who <> $who
        ORDER BY at DESC LIMIT 5
        """,
        Read,
        ("$path", file.Path.ToString()), ("$before", file.After ?? None), ("$who", committer)));

    /// <summary>A commit's id as people write it.</summary>
    public static string Short(string id) => id.Length > 10 ? id[..10] : id;

    private static IReadOnlyList<RepoPath> Done(RecordedCommit commit) => commit.Amended ?? [.. commit.Files.Select(file => file.Path)];

    private static (string, object?)[] Values(string commit, CommittedFile file) =>
    [
        ("$path", file.Path.ToString()), ("$before", file.Before ?? None), ("$commit", commit), ("$after", file.After ?? None),
    ];

    // Then the guard has told them, with the reason. An override holds for one commit: for the first one after it.
    private static bool WasOverridden(DbConnection db, RecordedCommit commit) => db.Number(
        """
        SELECT count(*) FROM events WHERE kind = 'commit.overridden' AND who = $who AND at >= $since
            AND at > (SELECT coalesce(max(at), 0) FROM commits WHERE who = $who AND worktree = $worktree AND id <> $id)
        """,
        ("$who", commit.Who), ("$since", (commit.At - OverrideAge).Stored()), ("$worktree", commit.Worktree), ("$id", commit.Id)) > 0;

    private static void Tell(DbConnection db, AgentName author, IReadOnlyList<UncommittedWork> swept, RecordedCommit commit)
    {
        var paths = Printable.List([.. swept.Select(work => work.Path.ToString())]);
        MessageRows.Notify(
            db, author, $"{commit.Who} committed {paths} with changes of yours, in {Short(commit.Id)}; the guard did not stop it.", commit.At);
        EventLog.Add(db, new Happening(commit.At, "commit.swept", commit.Who, paths, $"{Short(commit.Id)}: work of {author}"));
    }

    private static RecordedCommit Read(Row row) => new()
    {
        Id = row.Text("id")!,
        At = row.Time("at"),
        Worktree = row.Text("worktree")!,
        Who = row.Text("who")!,
        AgentId = row.Number("agent_id"),
    };
}
