using Sidecar.Forecasts;

namespace Sidecar.Forecasting;

/// <summary>Finds out the lines of files that both sides changed.</summary>
/// <param name="hunks">Compares contents.</param>
internal sealed class ForecastFiles(Hunks hunks)
{
    private readonly List<(string, string)> _pairs = [];

    /// <summary>Both kinds of files, with the lines of each side.</summary>
    public IReadOnlyList<ForecastFile> Of(IReadOnlyList<MergeConflict> conflicts, IReadOnlyList<ChangedOnBothSides> clean)
    {
        var stops = conflicts.Select(file => (file.Path, Lines: Ask(file))).ToList();
        var passes = clean.Select(file => (file.Path, Mine: Pair(file.Base, file.Mine), Theirs: Pair(file.Base, file.Theirs))).ToList();
        var found = hunks.Of(_pairs);
        return
        [
            .. stops.Select(file => file.Lines(found)).Zip(stops, (lines, file) => new ForecastFile(file.Path, true, lines.Mine, lines.Theirs)),
            .. passes.Select(file => new ForecastFile(
                file.Path, false, Collisions.Lines([.. found[file.Mine]]), Collisions.Lines([.. found[file.Theirs]]))),
        ];
    }

    private Func<ILookup<int, Hunk>, (IReadOnlyList<LineRange> Mine, IReadOnlyList<LineRange> Theirs)> Ask(MergeConflict file)
    {
        if (file is { Base: null, Mine: { } mine, Theirs: { } theirs })
        {
            // Both made it: what differs between the two is what a merge cannot decide.
            var between = Pair(Text(mine), Text(theirs));
            return found => (Collisions.Few([.. found[between].Select(hunk => hunk.LinesBefore)]), Collisions.Lines([.. found[between]]));
        }

        var (here, there) = (Pair(Text(file.Base), Text(file.Mine)), Pair(Text(file.Base), Text(file.Theirs)));
        return found => Collisions.Find([.. found[here]], [.. found[there]]);
    }

    private static string? Text(MergedFile? file) => file is { IsFile: true } ? file.Id : null;

    // -1 stands for no pair, and has no hunks.
    private int Pair(string? before, string? after)
    {
        if (before is null || after is null)
            return -1;

        _pairs.Add((before, after));
        return _pairs.Count - 1;
    }
}
