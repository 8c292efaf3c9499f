using Sidecar.Operations;
using Sidecar.Status;
using Sidecar.Work;

namespace Sidecar.Terminal;

/// <summary>Who writes what, and who meets whom, as people see it.</summary>
internal static class WorkView
{
    private const int MostOverlaps = 10;
    private const int MostOverwrites = 5;

    /// <summary>What is written and not committed: a row for each author and worktree.</summary>
    public static void ShowWork(Screen screen, StatusSnapshot status, string worktree)
    {
        if (status.Work.Count == 0)
            return;

        screen.Gap();
        screen.Heading($"Being written now ({Words.Count(Files(status), "file")} not committed)");
        var groups = WorkGroup.Of(status.Work);
        var isSeveral = groups.Any(group => group.Worktree != worktree);
        screen.Table(
            [Column.Wide("WHO"), Column.Wide("FILES"), "EVIDENCE", "LAST WRITE", .. WorktreeColumn(isSeveral)],
            groups.Select(group => (IReadOnlyList<Cell>)
            [
                new Cell(WorkWords.Who(group), ToneOf(group)),
                WorkWords.Files(group),
                WorkWords.Evidence(group),
                Ages.Ago(group.At, status.At),
                .. WorktreeCell(isSeveral, group.Worktree, worktree),
            ]));
    }

    /// <summary>Where agents get into each other's way: a row for each who meets there.</summary>
    public static void ShowOverlaps(Screen screen, StatusSnapshot status, string worktree)
    {
        var unsettled = status.Unsettled;
        if (unsettled.Count == 0)
            return;

        screen.Gap();
        screen.Line($"Overlaps in {Words.Count(unsettled.Count, "file")}: agree who goes on", Tone.Bad);
        var shown = unsettled.Take(MostOverlaps).ToList();
        var isSeveral = shown.Exists(overlap => overlap.IsAcrossWorktrees);
        screen.Table(
            [Column.Wide("PATH"), "WHO", Column.Wide("DOES"), "WHEN", .. WorktreeColumn(isSeveral)],
            shown.SelectMany(overlap => WorkWords.Parties(overlap).Select((party, at) => (IReadOnlyList<Cell>)
            [
                at == 0 ? overlap.Path.ToString() : "",
                party.Name.ToString(),
                party.Does,
                Ages.Ago(party.At, status.At),
                .. WorktreeCell(isSeveral, party.Worktree, worktree),
            ])));
        ShowMore(screen, unsettled.Count - MostOverlaps);
    }

    /// <summary>What git did to others' uncommitted work.</summary>
    public static void ShowOverwrites(Screen screen, StatusSnapshot status)
    {
        if (status.Overwrites.Count == 0)
            return;

        screen.Gap();
        screen.Heading("Others' uncommitted work changed in the last hour");
        screen.Table(
            ["WHEN", Column.Wide("WHAT")],
            status.Overwrites.Take(MostOverwrites).Select(overwrite => (IReadOnlyList<Cell>)
            [
                Ages.Ago(overwrite.At, status.At),
                OperationWords.Of(overwrite),
            ]));
        ShowMore(screen, status.Overwrites.Count - MostOverwrites);
    }

    /// <summary>A column for worktrees, where there is more to say than "this one".</summary>
    public static IEnumerable<Column> WorktreeColumn(bool isSeveral) => isSeveral ? [Column.Wide("WORKTREE")] : [];

    /// <summary>The field in that column.</summary>
    public static IEnumerable<Cell> WorktreeCell(bool isSeveral, string worktree, string mine) =>
        isSeveral ? [Places.Of(worktree, mine)] : [];

    private static void ShowMore(Screen screen, int more)
    {
        if (more > 0)
            screen.Line($"  and {more} more (sidecar status --json has them)", Tone.Faint);
    }

    private static int Files(StatusSnapshot status) => status.Work.DistinctBy(work => (work.Worktree, work.Path)).Count();

    private static Tone ToneOf(WorkGroup group) => group switch
    {
        { IsOrphaned: true } or { Author: null } => Tone.Warning,
        { IsReleased: true } => Tone.Faint,
        _ => Tone.Strong,
    };
}
