using Microsoft.Data.Sqlite;
using Sidecar.History.Stored;
using SQLitePCL;

namespace Sidecar.History;

/// <summary>
/// Reads the index of the history out of the state folder and keeps it in memory; asking again when nothing changed costs next
/// to nothing. Safe to use from several threads.
/// </summary>
/// <param name="stateFolder">The state folder.</param>
public sealed class HistoryReader(string stateFolder) : IDisposable
{
    /// <summary>The state folder.</summary>
    internal string Folder => stateFolder;

    // Whoever writes is done in milliseconds. Where not, what was read before is a better answer than to wait.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private LoadedHistory _loaded = new();
    private bool _isDamaged;
    private HistoryReport? _full;
    private HistoryMark? _fullMark;
    private HistoryReport? _brief;
    private HistoryMark? _briefMark;

    /// <summary>How the index stands now, with the index itself where there are answers. Never throws: what cannot be read is told.</summary>
    public HistoryReport Read()
    {
        lock (_gate)
            return Known(ref _full, ref _fullMark, Load);
    }

    /// <summary>As <see cref="Read"/> without the index itself, for whoever only tells how it stands: nothing is loaded for that.</summary>
    public HistoryReport ReadStanding()
    {
        lock (_gate)
            return Known(ref _brief, ref _briefMark, db => Report(StandingRow.Read(db), index: null));
    }

    /// <summary>Whether there is a file that cannot be read, all of it, and never will be.</summary>
    internal bool FindsDamage()
    {
        lock (_gate)
        {
            Known(ref _full, ref _fullMark, Load);
            return _isDamaged;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _loaded = new LoadedHistory();
    }

    private HistoryReport Known(ref HistoryReport? known, ref HistoryMark? knownMark, Func<SqliteConnection, HistoryReport> read)
    {
        try
        {
            // Before it is read: what is written meanwhile is read once more the next time.
            var mark = HistoryMark.Read(stateFolder);
            if (known is null || mark != knownMark)
                (known, knownMark) = (ReadFile(mark, read), mark);
            return known;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return known ?? new HistoryReport { Stage = HistoryStage.Building, Detail = "it is being written just now" };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Unreadable(unreadable.Message);
        }
    }

    private HistoryReport ReadFile(HistoryMark? mark, Func<SqliteConnection, HistoryReport> read)
    {
        _isDamaged = false;
        if (mark is null)
            return new HistoryReport { Stage = HistoryStage.Absent };
        if (!mark.IsKnown)
            return Unreadable("it is no index that this version of Sidecar knows");

        try
        {
            using var db = HistoryFile.OpenToRead(stateFolder, Patience);
            return read(db);
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            (_loaded, _isDamaged) = (new LoadedHistory(), true);
            return Unreadable(damaged.Message);
        }
    }

    private HistoryReport Load(SqliteConnection db)
    {
        var standing = StandingRow.Read(db);
        _loaded = _loaded.Follow(db, standing);
        return Report(standing, standing.Commits > 0 || standing.Stage is HistoryStage.Ready ? _loaded.Index : null);
    }

    private static HistoryReport Report(HistoryStanding standing, CoChangeIndex? index) => new()
    {
        Stage = standing.Stage,
        Commits = standing.Commits,
        Expected = standing.Expected,
        At = standing.At,
        Engine = standing.Engine,
        Detail = HistoryWords.Detail(standing.Kind, standing.Detail, standing.Commits),
        Calibration = standing.Calibration,
        Index = index,
    };

    private HistoryReport Unreadable(string why) => new()
    {
        Stage = HistoryStage.Unreadable,
        Detail = $"{HistoryFile.PathIn(stateFolder)} cannot be read ({Printable.Short(why, 200)}); whoever watches builds it anew",
    };

    private static bool IsDamage(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => false,
        // A field of another type than the one that is stored there.
        SqliteException or InvalidDataException or InvalidCastException or FormatException or OverflowException => true,
        _ => false,
    };
}
