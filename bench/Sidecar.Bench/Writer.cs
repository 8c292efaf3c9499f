using System.Diagnostics;
using Sidecar.Storage;

namespace Sidecar.Bench;

/// <summary>A child process that writes without pause for some seconds, then says how often and its longest wait.</summary>
internal static class Writer
{
    public const string Verb = "write";
    public const string Ours = "ours";
    public const string BusyHandler = "busy-handler";

    public static int Run(string folder, TimeSpan duration, string way)
    {
        using var ours = way == Ours ? SidecarDatabase.Open(folder, SidecarState.Patience) : null;
        using var bare = way == Ours ? null : BareSqlite.Open(folder);
        using var insertion = bare is null ? null : BareSqlite.Insertion(bare);
        Console.WriteLine("ready");
        Console.ReadLine();

        var (writes, longest) = (0, 0.0);
        for (var all = Stopwatch.StartNew(); all.Elapsed < duration; writes++)
        {
            var begun = Stopwatch.GetTimestamp();
            if (ours is not null)
                ours.Write(Insert);
            else
                BareSqlite.Write(bare!, insertion!);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        Console.WriteLine($"{writes} {longest}");
        return 0;
    }

    private static int Insert(System.Data.Common.DbConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "INSERT INTO events (at, kind, who, subject, detail) VALUES (1, 'bench', 'bench', 'x', 'y')";
        return command.ExecuteNonQuery();
    }
}
