using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sidecar.Storage;

/// <summary>Makes and opens the SQLite file: modes, pragmas, and what each failure means in plain words.</summary>
internal static class StateFile
{
    /// <summary>The file's name in the state folder.</summary>
    public const string Name = "state.db";

    // sqlite3_db_config: leave the write-ahead log alone on close. Two checkpoints that race can damage the file
    // (SQLite before 3.51.3), and a last close is a checkpoint; see Checkpoints.
    private const int NoCheckpointOnClose = 1006;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    static StateFile()
    {
        Batteries_V2.Init();
        SqlitePauses.MakeShort();
    }

    /// <summary>Makes a new file beside the final place and moves it there whole; false if somebody else was first.</summary>
    public static bool Create(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (File.Exists(path))
            return false;

        CreateFolder(folder);
        var draft = Path.Combine(folder, $"{Name}.{Guid.NewGuid():N}.new");
        try
        {
            Fill(draft);
            File.Move(draft, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Opens the file; falls back to reading only where the folder cannot be written.</summary>
    public static StateConnection Open(string folder, TimeSpan patience)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw Unreachable(folder);

        try
        {
            return Connect(path, patience);
        }
        catch (SqliteException cannotOpen) when (cannotOpen.SqliteErrorCode == raw.SQLITE_CANTOPEN && IsReadable(path))
        {
            // A read-only folder in which nobody ever wrote has no shared-memory file to read through.
            return Connect($"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1", patience);
        }
    }

    /// <summary>What a failure of SQLite means to a person.</summary>
    public static SidecarException Explain(SqliteException failure, string folder, TimeSpan patience)
    {
        var path = Path.Combine(folder, Name);
        return failure.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => Damaged(path),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => SidecarException.CannotTell(
                $"The Sidecar state {path} was locked by another process for over {patience.TotalSeconds:0.#} s.",
                "try again; `sidecar doctor` looks for the process that holds it"),
            raw.SQLITE_READONLY => SidecarException.CannotTell(
                $"The Sidecar state {path} can only be read here, so nothing can be changed.",
                "run this outside the sandbox, or make the folder writable"),
            raw.SQLITE_FULL => SidecarException.CannotTell(
                $"The disk is full, so the Sidecar state {path} cannot be written.", "make room and try again"),
            _ => SidecarException.CannotTell(
                $"The Sidecar state {path} cannot be used: {Printable.OneLine(failure.Message)}", "sidecar doctor"),
        };
    }

    /// <summary>The file is there and is no usable Sidecar state.</summary>
    public static SidecarException Damaged(string path) => SidecarException.CannotTell(
        $"The Sidecar state {path} is damaged: it is not a database that Sidecar can read.",
        "`sidecar doctor --fix` keeps the damaged file aside and starts a new one");

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static void Fill(string draft)
    {
        // Made with its final mode before SQLite writes a byte; the files SQLite puts beside it take the same mode.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        new FileStream(draft, options).Dispose();

        using var db = new SqliteConnection(ConnectionString(draft, SqliteOpenMode.ReadWrite));
        db.Open();
        db.Execute("PRAGMA journal_mode = WAL");
        using var transaction = db.BeginTransaction();
        db.Execute($"PRAGMA application_id = {Schema.ApplicationId}");
        Schema.Migrate(db, 0);
        transaction.Commit();
    }

    private static StateConnection Connect(string source, TimeSpan patience)
    {
        var db = new StateConnection(ConnectionString(source, SqliteOpenMode.ReadWrite))
        {
            DefaultTimeout = (int)Math.Ceiling(patience.TotalSeconds),
        };
        try
        {
            db.Open();
            _ = raw.sqlite3_db_config(db.Handle, NoCheckpointOnClose, 1, out _);
            SqlitePauses.AskAgain(db.Handle!, patience);
            db.Execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 0");
            // The first read is what touches the log and shared memory, and so what fails where they cannot be used.
            db.Number("SELECT count(*) FROM sqlite_master");
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    private static string ConnectionString(string source, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ToString();

    private static bool IsReadable(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete).Dispose();
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static SidecarException Unreachable(string folder)
    {
        try
        {
            // File.Exists says false for "not allowed to look" as well; that is not the same as "not set up".
            _ = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (UnauthorizedAccessException)
        {
            return SidecarException.CannotTell(
                $"The Sidecar state folder {folder} cannot be read by this user.", $"ls -ld '{folder}'");
        }

        var path = Path.Combine(folder, Name);
        return Directory.Exists(path)
            ? SidecarException.CannotTell(
                $"The Sidecar state {path} is a folder; a database is expected there.", $"mv {ShellWord.Quote(path)} {ShellWord.Quote(path + ".odd")}")
            : SidecarException.NotSetUp($"Sidecar is not set up in this repository: there is no {path}.", "sidecar init");
    }
}
