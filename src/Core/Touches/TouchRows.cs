using System.Data.Common;
using System.Diagnostics;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Touches;

/// <summary>Touches as rows. Always inside a caller's transaction.</summary>
internal static class TouchRows
{
    /// <summary>The columns of a touch, for queries that join its author; read them with <see cref="Read"/>.</summary>
    public const string Columns = "touches.id AS id, at, touches.worktree AS worktree, path, kind, from_path, evidence, size, blob, name";

    /// <summary>Stores one.</summary>
    public static void Add(DbConnection db, string worktree, SeenChange change) => db.Execute(
        """
        INSERT INTO touches (at, worktree, path, kind, from_path, author_id, evidence, size, blob)
        VALUES ($at, $worktree, $path, $kind, $from, $author, $evidence, $size, $blob)
        """,
        ("$at", change.At.Stored()), ("$worktree", worktree), ("$path", change.Path.ToString()), ("$kind", Words.Of(change.Kind)),
        ("$from", change.From?.ToString()), ("$author", change.Authorship.Author?.Id),
        ("$evidence", Words.Of(change.Authorship.Evidence)), ("$size", change.State.Size), ("$blob", change.State.Blob));

    /// <summary>Gives the latest touch of a file to another author: better evidence came later.</summary>
    public static void Reattribute(DbConnection db, string worktree, RepoPath path, Authorship authorship) => db.Execute(
        """
        UPDATE touches SET author_id = $author, evidence = $evidence
        WHERE id = (SELECT max(id) FROM touches WHERE worktree = $worktree AND path = $path)
        """,
        ("$author", authorship.Author?.Id), ("$evidence", Words.Of(authorship.Evidence)), ("$worktree", worktree), ("$path", path.ToString()));

    /// <summary>Reads a touch from a row that selected <see cref="Columns"/>.</summary>
    public static Touch Read(Row row) => new()
    {
        Id = row.Number("id")!.Value,
        At = row.Time("at"),
        Worktree = row.Text("worktree")!,
        Path = ReadPath(row, "path"),
        Kind = ReadKind(row),
        From = row.Text("from_path") is null ? null : ReadPath(row, "from_path"),
        Author = row.Text("name") is { } name ? AgentName.ParseParty(name) : null,
        Evidence = ReadEvidence(row),
        Size = row.Number("size"),
        Blob = row.Text("blob"),
    };

    public static RepoPath ReadPath(Row row, string column) =>
        RepoPath.TryParse(row.Text(column)!, out var path) ? path : throw new UnreachableException();

    public static TouchKind ReadKind(Row row) => row.Text("kind") switch
    {
        "created" => TouchKind.Created,
        "deleted" => TouchKind.Deleted,
        "renamed" => TouchKind.Renamed,
        _ => TouchKind.Changed,
    };

    public static Evidence ReadEvidence(Row row) => row.Text("evidence") switch
    {
        "reported" => Evidence.Reported,
        "process" => Evidence.Process,
        "worktree" => Evidence.Worktree,
        "claim" => Evidence.Claim,
        "sole" => Evidence.Sole,
        _ => Evidence.Unknown,
    };
}
