using Sidecar.Impact.Signals;

namespace Sidecar.Impact;

/// <summary>How much others' work concerns a piece of work. Pure: everything that can change is an argument.</summary>
/// <remarks>
/// Scores, strongest first: another agent claims it exclusively or writes it 100; announced it 100, or 60 where both name other
/// symbols; would not merge with it 90; changes what it depends on, or depends on it, 80; changes a file that moves with it in
/// history 40 to 70; is at work in the same directory only 30. Work of agents that are gone, of nobody knows whom, and what was
/// committed or released does not count.
/// </remarks>
public static class ImpactRules
{
    /// <summary>From this score on somebody's work will be lost or redone.</summary>
    public const int ConflictFrom = 90;

    /// <summary>From this score on it is time to talk.</summary>
    public const int CautionFrom = 40;

    /// <summary>From this score on it is good to know.</summary>
    public const int NoteFrom = 30;

    /// <summary>
    /// What others do that concerns a piece of work, strongest first: for each of its paths, path of theirs and agent the
    /// strongest reason, and beside it which lines would not merge.
    /// </summary>
    public static IReadOnlyList<Finding> Find(Undertaking mine, InMotion others)
    {
        IEnumerable<Finding> all = [.. SamePlace.Find(mine, others), .. Dependent.Find(mine, others), .. CoChanged.Find(mine, others)];
        IReadOnlyList<Finding> strong = [.. Strongest(all), .. Strongest(WouldConflict.Find(mine, others.Scene))];
        return InOrder(strong.Concat(SameModule.Find(mine, others, strong)));
    }

    /// <summary>The level of the strongest of some findings.</summary>
    public static ImpactLevel Level(IEnumerable<Finding> findings) => Level(findings.Select(finding => finding.Score).DefaultIfEmpty().Max());

    /// <summary>The same where some files would not merge, too: at least a note.</summary>
    public static ImpactLevel Level(IEnumerable<Finding> findings, IReadOnlyCollection<UnattendedConflict> unattended)
    {
        var level = Level(findings);
        return level is ImpactLevel.Clear && unattended.Count > 0 ? ImpactLevel.Note : level;
    }

    /// <summary>The level of a score.</summary>
    public static ImpactLevel Level(int score) => score switch
    {
        >= ConflictFrom => ImpactLevel.Conflict,
        >= CautionFrom => ImpactLevel.Caution,
        >= NoteFrom => ImpactLevel.Note,
        _ => ImpactLevel.Clear,
    };

    private static List<Finding> Strongest(IEnumerable<Finding> findings) =>
        [.. findings.GroupBy(finding => (finding.Path, finding.Theirs, finding.Agent.Id)).Select(group => InOrder(group)[0])];

    private static List<Finding> InOrder(IEnumerable<Finding> findings) =>
    [
        .. findings
            .OrderByDescending(finding => finding.Score)
            .ThenBy(finding => finding.Signal)
            .ThenBy(finding => finding.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Theirs, StringComparer.Ordinal)
            .ThenBy(finding => finding.Agent.Id)
            .ThenByDescending(finding => finding.At)
            .ThenBy(finding => finding.Evidence, StringComparer.Ordinal),
    ];
}
