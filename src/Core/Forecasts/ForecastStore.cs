using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;
using Sidecar.Watch;
using Sidecar.Work;

namespace Sidecar.Forecasts;

/// <summary>What merging worktrees would bring, as the watcher keeps it up to date. Each method is one transaction.</summary>
public sealed class ForecastStore(SidecarDatabase db, WatcherStore watcher, Presence presence, TimeProvider time)
{
    /// <summary>How long it is known which conflicts of a pair were told, when one of the two is no longer in use: agents start anew.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    /// <summary>All forecasts, by worktree; none where no watcher keeps them up to date.</summary>
    public IReadOnlyList<Forecast> Read() => db.Read(connection => db.Has(connection, "forecasts") && watcher.Read().Running is not Liveness.Dead
        ? ForecastRows.All(connection).FindAll(forecast => forecast.Stage is not ForecastStage.Forgotten).ConvertAll(WithoutOldFiles)
        : []);

    /// <summary>
    /// Stores the forecast of a pair, and tells the agents of both sides of each file that conflicts now and did not before.
    /// Writes nothing where nothing but the time differs.
    /// </summary>
    /// <returns>Whether anything was written.</returns>
    public bool Replace(Forecast forecast)
    {
        if (db.Read(connection => ForecastRows.Find(connection, forecast.Worktree, forecast.Other)) is { } known && IsSame(known, forecast))
            return false;

        return db.Write(connection =>
        {
            var last = ForecastRows.Find(connection, forecast.Worktree, forecast.Other);
            if (last is not null && IsOld(last))
                ForecastRows.Remove(connection, forecast.Worktree, forecast.Other);
            var told = last is null || IsOld(last) ? [] : last.Files.Where(file => file.Conflicts).Select(file => file.Path).ToHashSet();
            ForecastRows.Put(connection, forecast);
            var fresh = forecast.Files.Where(file => file.Conflicts && !told.Contains(file.Path)).ToList();
            if (fresh.Count > 0)
                News(connection).Tell(forecast, fresh);
            return true;
        });
    }

    /// <summary>
    /// Forgets the forecasts of all pairs but these; what was told of them only when they are not asked for again in
    /// <see cref="Remembered"/>.
    /// </summary>
    /// <returns>How many it forgot.</returns>
    public int Keep(IReadOnlyCollection<(string Worktree, string Other)> pairs)
    {
        var others = db.Read(ForecastRows.All).FindAll(forecast => !pairs.Contains((forecast.Worktree, forecast.Other)));
        var unused = others.FindAll(forecast => forecast.Stage is not ForecastStage.Forgotten);
        var old = others.FindAll(IsOld);
        if (unused.Count + old.Count == 0)
            return 0;

        return db.Write(connection =>
        {
            foreach (var forecast in unused)
                ForecastRows.Put(connection, forecast with { Stage = ForecastStage.Forgotten, At = time.GetUtcNow(), Detail = "" });
            foreach (var forecast in old)
                ForecastRows.Remove(connection, forecast.Worktree, forecast.Other);
            return unused.Count;
        });
    }

    private bool IsOld(Forecast forecast) => forecast.Stage is ForecastStage.Forgotten && time.GetUtcNow() - forecast.At >= Remembered;

    private ConflictNews News(DbConnection connection)
    {
        var now = time.GetUtcNow();
        var live = new Company(connection, presence, now).All;
        return new ConflictNews(connection, live, WorkRows.Open(connection, new Authors(presence, now)));
    }

    private static bool IsSame(Forecast known, Forecast now) =>
        known.Stage == now.Stage && known.Detail == now.Detail
        && (now.Stage is ForecastStage.CannotTell
            || (known.Files.Count == now.Files.Count && known.Files.Zip(now.Files).All(pair => IsSame(pair.First, pair.Second))));

    private static bool IsSame(ForecastFile known, ForecastFile now) =>
        known.Path == now.Path && known.Conflicts == now.Conflicts && known.Lines.SequenceEqual(now.Lines)
        && known.OtherLines.SequenceEqual(now.OtherLines);

    private static Forecast WithoutOldFiles(Forecast forecast) =>
        forecast.Stage is ForecastStage.CannotTell ? forecast with { Files = [] } : forecast;
}
