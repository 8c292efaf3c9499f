using System.Data;
using System.Data.Common;
using Sidecar.Storage;

namespace Sidecar.History.Stored;

/// <summary>Puts commits and the paths in them into the file, inside the caller's transaction. For one thread.</summary>
internal sealed class CommitInsertion : IDisposable
{
    private readonly Dictionary<RepoPath, int> _numbers = [];
    private readonly DbCommand _commit;
    private readonly DbCommand _path;

    /// <summary>Reads the paths that are there already.</summary>
    public CommitInsertion(DbConnection db)
    {
        var paths = new StoredPaths();
        paths.Read(db);
        for (var index = 0; index < paths.All.Count; index++)
            _numbers[paths.All[index]] = index + 1;

        _path = Prepare(db, "INSERT INTO paths (id, path) VALUES ($id, $path)", ("$id", DbType.Int64), ("$path", DbType.String));
        _commit = Prepare(
            db, "INSERT INTO commits (ordinal, id, at, files) VALUES ($ordinal, $id, $at, $files)",
            ("$ordinal", DbType.Int64), ("$id", DbType.Binary), ("$at", DbType.Int64), ("$files", DbType.Binary));
    }

    /// <summary>Puts a commit in.</summary>
    public void Add(long ordinal, CommitFiles commit)
    {
        var files = FileList.Of(commit.Files, NumberOf);
        _commit.Parameters[0].Value = ordinal;
        _commit.Parameters[1].Value = Convert.FromHexString(commit.Id);
        _commit.Parameters[2].Value = commit.At.ToUnixTimeSeconds();
        _commit.Parameters[3].Value = files;
        _commit.ExecuteNonQuery();
    }

    /// <summary>Says which files there are now.</summary>
    public void SetAlive(DbConnection db, IReadOnlyList<RepoPath> files)
    {
        var stored = FileList.OfSet(files.Distinct().Select(NumberOf).ToList());
        db.Execute("UPDATE alive SET revision = revision + 1, files = $files WHERE files <> $files", ("$files", stored));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _commit.Dispose();
        _path.Dispose();
    }

    private int NumberOf(RepoPath path)
    {
        if (_numbers.TryGetValue(path, out var known))
            return known;

        var number = _numbers.Count + 1;
        _path.Parameters[0].Value = number;
        _path.Parameters[1].Value = path.ToString();
        _path.ExecuteNonQuery();
        return _numbers[path] = number;
    }

    private static DbCommand Prepare(DbConnection db, string sql, params IEnumerable<(string Name, DbType Type)> parameters)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = (name, type);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
