using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Work;

namespace Sidecar.Forecasts;

/// <summary>Tells the agents of both sides of conflicts that were none before. Inside the caller's transaction.</summary>
/// <param name="db">The database.</param>
/// <param name="live">The agents that are not known to be gone.</param>
/// <param name="work">All uncommitted work.</param>
internal sealed class ConflictNews(DbConnection db, IReadOnlyList<Agent> live, IReadOnlyList<UncommittedWork> work)
{
    private const int MostFiles = 3;

    /// <summary>Tells each agent once.</summary>
    /// <param name="forecast">The pair.</param>
    /// <param name="fresh">The files that did not conflict before.</param>
    public void Tell(Forecast forecast, IReadOnlyList<ForecastFile> fresh)
    {
        TellSide(forecast, fresh, forecast.Worktree, forecast.Other);
        TellSide(Turned(forecast), [.. fresh.Select(Turned)], forecast.Other, forecast.Worktree);
        EventLog.Add(db, new Happening(
            forecast.At, "forecast.conflict", AgentName.System.ToString(), Printable.List([.. fresh.Select(file => file.Path.ToString())]),
            $"{forecast.Worktree} with {forecast.Other}"));
    }

    private void TellSide(Forecast forecast, IReadOnlyList<ForecastFile> fresh, string mine, string other)
    {
        var told = fresh
            .SelectMany(file => ForecastParties.At(mine, file.Path, live, work).Select(name => (Name: name, File: file)))
            .GroupBy(pair => pair.Name, pair => pair.File);
        foreach (var (name, files) in told.Select(group => (group.Key, group.ToList())))
        {
            var others = files.SelectMany(file => Others(name, other, file)).Distinct().ToList();

            // Whoever works in both worktrees alone knows it.
            if (others.Count == 0 && ForecastParties.In(other, live, work).Contains(name))
                continue;

            MessageRows.Notify(db, name, Text(name, files, others, Path.GetRelativePath(mine, other), other), forecast.At);
        }
    }

    private string Text(AgentName reader, List<ForecastFile> files, List<AgentName> others, string place, string other)
    {
        var sentences = files.Take(MostFiles).Select(file =>
            $"{Printable.OneLine(file.Path.ToString())}: {ForecastWords.Mine(file.Lines)} and "
            + $"{ForecastWords.Theirs(Others(reader, other, file), file.OtherLines, place)}");
        var more = files.Count > MostFiles ? $"; and {Words.Count(files.Count - MostFiles, "more file", "more files")}" : "";
        var next = others.Count == 0 ? "sidecar status" : $"send to={others[0]}";
        return $"Would conflict when merged: {string.Join("; ", sentences)}{more}. Agree who changes it before either side merges. next: {next}";
    }

    private List<AgentName> Others(AgentName reader, string other, ForecastFile file) =>
        [.. ForecastParties.At(other, file.Path, live, work).Where(name => name != reader)];

    private static Forecast Turned(Forecast forecast) => forecast with { Worktree = forecast.Other, Other = forecast.Worktree };

    private static ForecastFile Turned(ForecastFile file) => file with { Lines = file.OtherLines, OtherLines = file.Lines };
}
