namespace Sidecar.Watching;

/// <summary>A problem that may come back at each try: it is in the log once, until it is over or another one comes.</summary>
/// <param name="log">The log.</param>
/// <param name="follows">What follows from it: "no forecasts".</param>
internal sealed class RecurringProblem(WatchLog log, string follows)
{
    private string? _told;

    /// <summary>Tells it where it was not told yet.</summary>
    public void Tell(string problem)
    {
        if (problem != _told)
            log.Add($"{follows}: {problem}");
        _told = problem;
    }

    /// <summary>All went well: the same problem is told again when it comes back.</summary>
    public void IsOver() => _told = null;
}
