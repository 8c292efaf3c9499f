using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Sidecar.Bench;

/// <summary>What the watcher costs in a large repository, how soon it knows a write, and how often it knows the writer.</summary>
internal static class WatchCost
{
    private const int Folders = 2310;
    private const int Files = 20_000;
    private const int Ignored = 100_000;
    private const int Writes = 100;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);
    private static readonly string[] Sources = ["", "inotify", "filesystemwatcher"];

    public static async Task MeasureAsync(Programs programs)
    {
        using var repository = new ThrowAwayRepository(programs);
        Plant(repository);
        var folders = Directory.EnumerateDirectories(repository.Folder, "*", SearchOption.AllDirectories).Count();
        Console.WriteLine($"  {Files} files in {Folders} folders, and {Ignored} ignored ones; a watch per folder would be {folders}");
        foreach (var source in Sources)
            await MeasureAsync(programs, repository, source);
    }

    private static async Task MeasureAsync(Programs programs, ThrowAwayRepository repository, string source)
    {
        var begun = Stopwatch.GetTimestamp();
        using var watcher = Process.Start(Command(programs, repository, source, "watch", "--linger", "1h"))!;
        _ = watcher.StandardOutput.ReadToEndAsync();
        _ = watcher.StandardError.ReadToEndAsync();
        using var state = new SqliteConnection($"Data Source={repository.StateFolder}/state.db;Mode=ReadWrite;Pooling=False");
        await state.OpenAsync();
        var (name, marks) = await ReadyAsync(state, watcher.Id);
        Console.WriteLine($"  {name}: ready after {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms, {marks} watches");

        await Task.Delay(Idle);
        var before = ProcessNumbers.Ticks(watcher.Id);
        await Task.Delay(Idle);
        var share = (ProcessNumbers.Ticks(watcher.Id) - before) / 100.0 / Idle.TotalSeconds;
        Console.WriteLine($"    idle: RSS {ProcessNumbers.Status(watcher.Id, "VmRSS") / 1024.0:0.0} MiB, of it its own {ProcessNumbers.Status(watcher.Id, "RssAnon") / 1024.0:0.0} MiB; CPU {share:0.00 %}");

        var times = new List<double>();
        for (var i = 0; i < Writes; i++)
            times.Add(await LatencyAsync(state, repository, $"d{i}/written-{name}-{i}.txt"));
        Console.WriteLine($"    from a write to its touch: {times.Spread()}");
        await Authorship.MeasureAsync(programs, repository, state, name);

        Programs.Time(Command(programs, repository, source, "stop"));
        await watcher.WaitForExitAsync();
        repository.Git("clean", "--quiet", "-d", "--force");
    }

    private static void Plant(ThrowAwayRepository repository)
    {
        File.WriteAllText(Path.Combine(repository.Folder, ".gitignore"), "node_modules/\n");
        for (var i = 0; i < Files; i++)
        {
            var folder = Path.Combine(repository.Folder, $"d{i % Folders}");
            if (i < Folders)
                Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"f{i}.txt"), $"{i}\n");
        }

        for (var i = 0; i < Ignored; i++)
        {
            var folder = Path.Combine(repository.Folder, "node_modules", $"p{i / 10}");
            if (i % 10 == 0)
                Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{i % 10}.js"), "");
        }

        repository.Git("add", "--all");
        repository.Git("commit", "--quiet", "--no-verify", "--message=tree");
    }

    private static async Task<(string Source, long Watches)> ReadyAsync(SqliteConnection state, int pid)
    {
        while (true)
        {
            using var question = state.CreateCommand();
            question.CommandText = "SELECT source, directories FROM watched, watcher WHERE pid = $pid AND state = 'ready'";
            question.Parameters.AddWithValue("$pid", pid);
            using (var row = await question.ExecuteReaderAsync())
            {
                if (await row.ReadAsync())
                    return (row.GetString(0), row.GetInt64(1));
            }

            await Task.Delay(2);
        }
    }

    private static async Task<double> LatencyAsync(SqliteConnection state, ThrowAwayRepository repository, string path)
    {
        var begun = Stopwatch.GetTimestamp();
        await File.WriteAllTextAsync(Path.Combine(repository.Folder, path), "new\n");
        using var question = state.CreateCommand();
        question.CommandText = "SELECT count(*) FROM touches WHERE path = $path";
        question.Parameters.AddWithValue("$path", path);
        while ((long)(await question.ExecuteScalarAsync())! == 0)
            await Task.Delay(1);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static ProcessStartInfo Command(Programs programs, ThrowAwayRepository repository, string source, params string[] arguments)
    {
        var start = Programs.Command(Path.Combine(programs.Folder, "sidecar"), repository.Folder, arguments);
        start.Environment["SIDECAR_EVENTS"] = source;
        return start;
    }
}
