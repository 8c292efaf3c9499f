using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;
using Sidecar.Watch;
using Sidecar.Work;

namespace Sidecar.Forecasts;

/// <summary>What merging worktrees would bring, as the watcher keeps it up to date. Each method is one transaction.</summary>
public sealed class ForecastStore(SidecarDatabase db, WatcherStore watcher, Presence presence, TimeProvider time)
{
    /// <summary>All forecasts, by worktree; none where no watcher keeps them up to date.</summary>
    public IReadOnlyList<Forecast> Read() => db.Read(connection => IsKnown(connection) && watcher.Read().Running is not Liveness.Dead
        ? ForecastRows.All(connection).ConvertAll(WithoutOldFiles)
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
            var before = ForecastRows.Find(connection, forecast.Worktree, forecast.Other)?.Files
                .Where(file => file.Conflicts).Select(file => file.Path).ToHashSet() ?? [];
            ForecastRows.Put(connection, forecast);
            var fresh = forecast.Files.Where(file => file.Conflicts && !before.Contains(file.Path)).ToList();
            if (fresh.Count > 0)
                News(connection).Tell(forecast, fresh);
            return true;
        });
    }

    /// <summary>Forgets the forecasts of all pairs but these.</summary>
    /// <returns>How many it forgot.</returns>
    public int Keep(IReadOnlyCollection<(string Worktree, string Other)> pairs)
    {
        var gone = db.Read(ForecastRows.All).Select(forecast => (forecast.Worktree, forecast.Other)).Except(pairs).ToList();
        return gone.Count == 0 ? 0 : db.Write(connection => gone.Sum(pair => ForecastRows.Remove(connection, pair.Worktree, pair.Other)));
    }

    private ConflictNews News(DbConnection connection)
    {
        var now = time.GetUtcNow();
        var live = AgentRows.Present(connection).FindAll(agent => presence.Check(agent, now) is not Liveness.Dead);
        return new ConflictNews(connection, live, WorkRows.Open(connection, new Authors(presence, now)));
    }

    // A state that can only be read keeps the tables it has.
    private bool IsKnown(DbConnection connection) =>
        !db.IsReadOnly || connection.Number("SELECT count(*) FROM sqlite_master WHERE name = 'forecasts'") == 1;

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
