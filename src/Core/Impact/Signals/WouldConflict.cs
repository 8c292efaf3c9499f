using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Forecasts;

namespace Sidecar.Impact.Signals;

/// <summary>What was changed in this worktree and in another one would not merge.</summary>
internal static class WouldConflict
{
    private const int Score = 90;

    /// <summary>With whom.</summary>
    public static IEnumerable<Finding> Find(Undertaking mine, ImpactScene scene) => Collisions(mine, scene)
        .SelectMany(
            found => Authors(scene, found.Collision.Worktree, found.Collision.File.Path),
            (found, who) => Of(found.Mine, found.Collision, who, scene.Now));

    /// <summary>What would not merge with what nobody can be asked about: people's work, and that of agents who are gone.</summary>
    public static IReadOnlyList<UnattendedConflict> Unattended(Undertaking mine, ImpactScene scene) =>
    [
        .. Collisions(mine, scene)
            .Select(found => found.Collision)
            .Where(collision => !Authors(scene, collision.Worktree, collision.File.Path).Any())
            .Select(collision => new UnattendedConflict(collision.File.Path, scene.SeenBy.Worktree, collision.Worktree))
            .Distinct(),
    ];

    private static IEnumerable<(Collision Collision, ClaimPattern Mine)> Collisions(Undertaking mine, ImpactScene scene) => scene.Forecasts
        .Where(forecast => forecast.Stage is ForecastStage.Ready)
        .SelectMany(forecast => Seen(forecast, scene.SeenBy.Worktree))
        .SelectMany(
            collision => mine.Files.Where(file => file.Matches(collision.File.Path, scene.SeenBy.IgnoreCase)),
            (collision, file) => (collision, file));

    // The files that would stop a merge, with the lines here first.
    private static IEnumerable<Collision> Seen(Forecast forecast, string here) => forecast switch
    {
        _ when forecast.Worktree == here => forecast.Files.Where(file => file.Conflicts)
            .Select(file => new Collision(file, forecast.Other, file.Lines, file.OtherLines, forecast.At)),
        _ when forecast.Other == here => forecast.Files.Where(file => file.Conflicts)
            .Select(file => new Collision(file, forecast.Worktree, file.OtherLines, file.Lines, forecast.At)),
        _ => [],
    };

    // Who is writing it there; where that is committed already, who lives there.
    private static IEnumerable<(Agent Agent, Liveness Live)> Authors(ImpactScene scene, string worktree, RepoPath path)
    {
        var writers = scene.Work
            .Where(work => work.IsHeld && work.Worktree == worktree && work.Path == path && scene.IsOther(work.Author!, work.Live))
            .Select(work => (work.Author!, work.Live))
            .ToList();
        return writers.Count > 0
            ? writers
            : scene.Agents.Where(agent => agent.Agent.Worktree == worktree && scene.IsOther(agent.Agent, agent.Live));
    }

    private static Finding Of(ClaimPattern mine, Collision collision, (Agent Agent, Liveness Live) who, DateTimeOffset now)
    {
        var path = collision.File.Path.ToString();
        return new Finding
        {
            Signal = Signal.WouldConflict,
            Score = Score,
            Path = mine.Text,
            Theirs = mine.Text == path ? null : path,
            Agent = who.Agent,
            Live = who.Live,
            Evidence = ImpactWords.Collision(
                who.Agent.Name, collision.File.Path, collision.Lines, collision.OtherLines, collision.Worktree, now - collision.At),
            At = collision.At,
            Next = ImpactWords.Next(Signal.WouldConflict, who.Agent.Name),
        };
    }

    private sealed record Collision(
        ForecastFile File, string Worktree, IReadOnlyList<LineRange> Lines, IReadOnlyList<LineRange> OtherLines, DateTimeOffset At);
}
