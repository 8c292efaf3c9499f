using System.Data.Common;
using Sidecar.Storage;

namespace Sidecar.History.Stored;

/// <summary>The paths of the file, each with its number. For one thread.</summary>
internal sealed class StoredPaths
{
    private readonly List<RepoPath> _paths = [];

    /// <summary>All of them; the first one has number 1.</summary>
    public IReadOnlyList<RepoPath> All => _paths;

    /// <summary>Reads those that came since the last time.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public void Read(DbConnection db)
    {
        var rows = db.Query(
            "SELECT id, path FROM paths WHERE id > $last ORDER BY id", row => (Number: row.Number("id")!.Value, Path: row.Text("path")!),
            ("$last", _paths.Count));
        foreach (var (number, text) in rows)
        {
            if (number != _paths.Count + 1 || !RepoPath.TryParse(text, out var path))
                throw new InvalidDataException("its paths are damaged");
            _paths.Add(path);
        }
    }

    /// <summary>Those of files that there are now.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public IReadOnlyList<RepoPath> ReadAlive(DbConnection db) =>
        db.Query("SELECT files FROM alive", row => row.Bytes("files")) is [var stored]
            ? FileList.ReadSet(stored, _paths)
            : throw new InvalidDataException("it does not tell which files there are");
}
