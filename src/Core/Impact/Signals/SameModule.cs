using Sidecar.Claims;

namespace Sidecar.Impact.Signals;

/// <summary>Others are at work in the same directory, and nothing more is known to connect the two.</summary>
internal static class SameModule
{
    private const int Score = 30;

    /// <summary>For each directory and agent one finding, which names the latest file of theirs there.</summary>
    /// <param name="mine">The work.</param>
    /// <param name="others">What others do.</param>
    /// <param name="strong">What is known already: where it is about the same directory and agent, that is enough.</param>
    public static IEnumerable<Finding> Find(Undertaking mine, InMotion others, IReadOnlyList<Finding> strong)
    {
        var folders = mine.Files
            .Select(file => (File: file, Folder: InMotion.FolderOf(file)))
            .Where(entry => entry.Folder.Length > 0)
            .GroupBy(entry => entry.Folder, entry => entry.File, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MinBy(file => file.Text, StringComparer.Ordinal)!, StringComparer.Ordinal);
        var known = strong.Select(finding => (InMotion.FolderOf(ClaimPattern.FromStored(finding.Path)), finding.Agent.Id)).ToHashSet();
        return folders.SelectMany(folder => others.InFolder(folder.Key)
            .Where(motions => !known.Contains((folder.Key, motions[0].Agent.Id)))
            .Select(motions => Of(folder.Value, motions, others.Scene.Now)));
    }

    private static Finding Of(ClaimPattern mine, IReadOnlyList<Motion> motions, DateTimeOffset now)
    {
        var latest = motions.OrderByDescending(motion => motion.At).ThenBy(motion => motion.Where.Text, StringComparer.Ordinal).First();
        var more = motions.DistinctBy(motion => motion.Where).Count() - 1;
        return new Finding
        {
            Signal = Signal.Module,
            Score = Score,
            Path = mine.Text,
            Theirs = latest.Where.Text,
            Agent = latest.Agent,
            Live = latest.Live,
            Evidence = ImpactWords.Beside(latest, more, now),
            At = latest.At,
            Next = ImpactWords.Next(Signal.Module, latest.Agent.Name),
        };
    }
}
