using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sidecar.Storage;

/// <summary>Tells a damaged state from one that is only busy, and keeps it aside.</summary>
public static class DamagedState
{
    private static readonly string[] Companions = ["-wal", "-shm"];

    /// <summary>Whether the state in this folder is damaged for certain. Busy, unreadable or too new is not damaged.</summary>
    public static bool Is(string folder, TimeSpan patience)
    {
        try
        {
            using var db = StateFile.Open(folder, patience);
            return db.Number("PRAGMA application_id") != Schema.ApplicationId
                || db.Query("PRAGMA quick_check(1)", row => row.Text("quick_check")!) is not ["ok"];
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            return true;
        }
        catch (Exception unknown) when (unknown is SqliteException or SidecarException)
        {
            return false;
        }
    }

    /// <summary>Renames the state's files, so that nothing is lost and a new one can be made.</summary>
    /// <returns>The database file's new path.</returns>
    public static string KeepAside(string folder)
    {
        var path = Path.Combine(folder, StateFile.Name);
        var number = 1;
        var companions = Companions.Where(suffix => File.Exists(path + suffix)).ToList();
        while (companions.Append("").Any(suffix => File.Exists($"{path}.corrupt-{number}{suffix}")))
            number++;

        // The database last: a new one must never find the log of the old one beside it and read it as its own.
        var aside = $"{path}.corrupt-{number}";
        foreach (var suffix in companions)
            File.Move(path + suffix, aside + suffix);
        File.Move(path, aside);
        return aside;
    }
}
