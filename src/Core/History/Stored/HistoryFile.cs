using Microsoft.Data.Sqlite;
using Sidecar.Storage;
using SQLitePCL;

namespace Sidecar.History.Stored;

/// <summary>
/// The file with the index of the history: made, opened, and thrown away where it is no good. All that is in it can be read
/// out of the repository again, so nobody is ever asked what to do about it.
/// </summary>
/// <remarks>
/// It has a rollback journal and no write-ahead log: there is one writer, who holds a lock of its own, and a folder that can
/// only be read is enough to read it.
/// </remarks>
internal static class HistoryFile
{
    /// <summary>The file's name in the state folder.</summary>
    public const string Name = "history.db";

    /// <summary>Whoever writes holds this file.</summary>
    public const string LockName = "history.lock";

    /// <summary>Marks the file as an index of Sidecar's ("SDCH").</summary>
    public const int ApplicationId = 0x53444348;

    /// <summary>The tables as this program knows them. Any other version is thrown away and built anew.</summary>
    public const int Version = 1;

    // All of a transaction in memory: pages that are written early would shut readers out until its end.
    private const int CacheKibibytes = 64 * 1024;

    private const string Tables =
        """
        CREATE TABLE standing (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            stage TEXT NOT NULL,
            epoch INTEGER NOT NULL,
            commits INTEGER NOT NULL,
            expected INTEGER,
            tips TEXT NOT NULL,
            most INTEGER NOT NULL,
            whole INTEGER NOT NULL,
            engine TEXT NOT NULL,
            kind TEXT NOT NULL,
            border TEXT NOT NULL,
            detail TEXT NOT NULL,
            at INTEGER,
            threshold REAL, warnings INTEGER, right INTEGER, replayed INTEGER,
            since_calibration INTEGER NOT NULL);
        CREATE TABLE paths (id INTEGER PRIMARY KEY, path TEXT NOT NULL);
        CREATE TABLE commits (ordinal INTEGER PRIMARY KEY, id BLOB NOT NULL, at INTEGER NOT NULL, files BLOB NOT NULL);
        CREATE TABLE alive (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL, files BLOB NOT NULL);
        """;

    static HistoryFile()
    {
        Batteries_V2.Init();
        SqlitePauses.MakeShort();
    }

    /// <summary>Where it is.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, Name);

    /// <summary>Opens it to read one consistent picture.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="patience">How long to wait for whoever writes.</param>
    /// <exception cref="SqliteException">It is not there, damaged, or busy for too long.</exception>
    public static SqliteConnection OpenToRead(string folder, TimeSpan patience)
    {
        var db = Open(folder, patience);
        try
        {
            // Not as a command: those wait for SQLite's patience to end, and then again on their own. Once something was read
            // nobody writes until this is closed.
            var code = raw.sqlite3_exec(db.Handle, "BEGIN; SELECT id FROM standing");
            return code == raw.SQLITE_OK ? db : throw new SqliteException(raw.sqlite3_errmsg(db.Handle).utf8_to_string(), code);
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>Opens it.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="patience">How long to wait for whoever writes or reads.</param>
    /// <exception cref="SqliteException">It is not there, or damaged.</exception>
    public static SqliteConnection Open(string folder, TimeSpan patience)
    {
        // To write as well: whoever reads after a writer died has to take back what that one left half done.
        var db = Connect(PathIn(folder));
        try
        {
            SqlitePauses.AskAgain(db.Handle!, patience);
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="Open"/>, for the one who writes; makes the file where there is none that this program knows.</summary>
    /// <exception cref="SqliteException">It is damaged, or busy for too long.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public static SqliteConnection OpenToWrite(string folder, TimeSpan patience)
    {
        if (HistoryMark.Read(folder) is not { IsKnown: true })
            Replace(folder);

        var db = Open(folder, patience);
        db.Execute($"PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{CacheKibibytes}");
        return db;
    }

    /// <summary>Puts an empty one in the place of whatever is there. Only for the one who holds the lock.</summary>
    public static void Replace(string folder)
    {
        var path = PathIn(folder);
        var draft = $"{path}.new";
        Clear(draft);
        Fill(draft);

        // A journal that a dead writer left belongs to the old file: it would be played into the new one.
        File.Delete(path + "-journal");
        File.Move(draft, path, overwrite: true);
    }

    private static void Fill(string draft)
    {
        // Made with its final mode before SQLite writes a byte; the journal takes the same mode.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(draft, options).Dispose();

        using var db = Connect(draft);
        using var transaction = db.BeginTransaction();
        db.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}");
        db.Execute(Tables);
        StandingRow.Insert(db, new HistoryStanding
        {
            // Whoever has read another file before must not take this one for it.
            Epoch = Random.Shared.NextInt64(1L << 62),
        });
        db.Execute("INSERT INTO alive (id, revision, files) VALUES (1, 0, x'')");
        transaction.Commit();
    }

    private static void Clear(string draft)
    {
        File.Delete(draft);
        File.Delete(draft + "-journal");
    }

    private static SqliteConnection Connect(string path)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 };
        var db = new SqliteConnection(source.ToString());
        try
        {
            db.Open();
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }
}
