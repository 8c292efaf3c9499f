using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sidecar.Storage;

/// <summary>The shared state of one repository, opened by this process. Safe to use from several threads.</summary>
public sealed class SidecarDatabase : IDisposable
{
    private readonly StateConnection _db;
    private readonly TimeSpan _patience;
    private readonly Checkpoints _checkpoints;

    // One connection, one transaction at a time; held for the length of a transaction only.
    private readonly Lock _gate = new();

    private SidecarDatabase(string folder, StateConnection db, TimeSpan patience)
    {
        Folder = folder;
        Bells = new Bells(folder);
        _checkpoints = new Checkpoints(folder);
        _db = db;
        _patience = patience;
    }

    /// <summary>What the waits of this process listen to.</summary>
    public Bells Bells { get; }

    /// <summary>The state folder.</summary>
    public string Folder { get; }

    /// <summary>Whether only reading works here (a sandbox with a read-only state folder).</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_db.Handle, "main") == 1;

    /// <summary>
    /// False once the file was taken away or replaced by another (`uninstall --purge`, and `init` again): what is written
    /// here then reaches nobody.
    /// </summary>
    public bool IsCurrent
    {
        get
        {
            lock (_gate)
                return !MovedFile.Check(_db.Handle);
        }
    }

    /// <summary>For those who wait: says what the next call would say once the state is not <see cref="IsCurrent"/> any more.</summary>
    /// <exception cref="SidecarException">It was taken away, or set up anew.</exception>
    public void EnsureCurrent()
    {
        if (IsCurrent)
            return;

        using var next = Open(Folder, TimeSpan.Zero);
        throw SidecarException.Refused(
            "The Sidecar state of this repository was taken away and set up anew; what was waited for will not come.", "the same call again");
    }

    /// <summary>The version of SQLite in use.</summary>
    public static string SqliteVersion => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Whether this folder holds a state, or one that may not be looked at: that is not the same as none.</summary>
    public static bool Exists(string folder)
    {
        try
        {
            _ = File.GetAttributes(Path.Combine(folder, StateFile.Name));
            return true;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Creates the state if there is none; false if there was one.</summary>
    public static bool Create(string folder) => StateFile.Create(folder);

    /// <summary>Opens the state, bringing an older schema up to date.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="patience">How long to wait for other writers.</param>
    /// <exception cref="SidecarException">
    /// There is none (<see cref="ProblemKind.NotSetUp"/>), or it is corrupt, locked or newer than this program
    /// (<see cref="ProblemKind.CannotTell"/>).
    /// </exception>
    public static SidecarDatabase Open(string folder, TimeSpan patience)
    {
        try
        {
            var opened = new SidecarDatabase(folder, StateFile.Open(folder, patience), patience);
            try
            {
                opened.BringUpToDate();
                return opened;
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }
        catch (SqliteException failure)
        {
            throw StateFile.Explain(failure, folder, patience);
        }
    }

    /// <summary>Reads a consistent picture. Reads inside it, by the same thread, see the same picture.</summary>
    public T Read<T>(Func<DbConnection, T> work)
    {
        lock (_gate)
            return IsInTransaction ? work(_db) : Run("BEGIN", work);
    }

    /// <summary>Runs one write transaction; all or nothing.</summary>
    public T Write<T>(Func<DbConnection, T> work)
    {
        var (result, mail) = Run("BEGIN IMMEDIATE", connection => (work(connection), _db.TakeMail()));
        foreach (var reader in mail)
            MailBell.Ring(Folder, reader);
        _checkpoints.BeginIfDue();
        return result;
    }

    /// <summary>Whether a table is there: an older state that can only be read keeps those it has.</summary>
    /// <param name="connection">Inside a transaction.</param>
    /// <param name="table">A table that came with a step of the schema.</param>
    internal bool Has(DbConnection connection, string table) =>
        !IsReadOnly || connection.Number("SELECT count(*) FROM sqlite_master WHERE name = $table", ("$table", table)) == 1;

    /// <inheritdoc/>
    public void Dispose()
    {
        _checkpoints.Dispose();
        lock (_gate)
            _db.Dispose();
    }

    private bool IsInTransaction => raw.sqlite3_get_autocommit(_db.Handle) == 0;

    private T Run<T>(string begin, Func<DbConnection, T> work)
    {
        lock (_gate)
        {
            try
            {
                Begin(begin);
                var result = work(_db);
                _db.Execute("COMMIT");
                return result;
            }
            catch (SqliteException failure) when (failure.SqliteErrorCode == raw.SQLITE_ERROR && IsReadOnly && Version() < Schema.Latest)
            {
                throw SidecarException.CannotTell(
                    $"The Sidecar state {Path.Combine(Folder, StateFile.Name)} was written by an older Sidecar (schema {Version()}; "
                        + $"this needs {Schema.Latest}), and cannot be brought up to date here: it can only be read.",
                    "sidecar status, once, outside this sandbox");
            }
            catch (SqliteException failure)
            {
                throw StateFile.Explain(failure, Folder, _patience);
            }
            finally
            {
                if (IsInTransaction)
                {
                    _db.Execute("ROLLBACK");
                    _db.TakeMail();
                }
            }
        }
    }

    // Not as a command: those wait for SQLite's patience to end, and then once more on their own.
    private void Begin(string begin)
    {
        var code = raw.sqlite3_exec(_db.Handle, begin);
        if (code != raw.SQLITE_OK)
            throw new SqliteException(raw.sqlite3_errmsg(_db.Handle).utf8_to_string(), code);
    }

    private void BringUpToDate()
    {
        var path = Path.Combine(Folder, StateFile.Name);
        if (_db.Number("PRAGMA application_id") != Schema.ApplicationId)
            throw StateFile.Damaged(path);

        var version = Version();
        if (version > Schema.Latest)
        {
            throw SidecarException.CannotTell(
                $"The Sidecar state {path} was written by a newer Sidecar (schema {version}; this one knows up to {Schema.Latest}).",
                "update this Sidecar to the version that wrote it");
        }

        if (version < Schema.Latest && !IsReadOnly)
        {
            // Asked again inside the transaction: another process may have been faster.
            Write(db =>
            {
                Schema.Migrate(db, Version());
                return true;
            });
        }
    }

    private int Version() => (int)_db.Number("PRAGMA user_version");
}
