namespace Sidecar.Forecasts;

/// <summary>Where two changes of one file get into each other's way. Pure.</summary>
public static class Collisions
{
    private const int MostRanges = 50;

    /// <summary>The lines of both sides that a merge could not bring together; all that changed where no single place is to blame.</summary>
    /// <param name="mine">What one side did to the common file, in order.</param>
    /// <param name="theirs">What the other side did to it, in order.</param>
    public static (IReadOnlyList<LineRange> Mine, IReadOnlyList<LineRange> Theirs) Find(IReadOnlyList<Hunk> mine, IReadOnlyList<Hunk> theirs)
    {
        var (colliding, others) = (Colliding(mine, theirs), Colliding(theirs, mine));
        return colliding.Count > 0 ? (Lines(colliding), Lines(others)) : (Lines(mine), Lines(theirs));
    }

    /// <summary>The lines of hunks, in the changed file; of very many the last ones are taken together.</summary>
    public static IReadOnlyList<LineRange> Lines(IReadOnlyList<Hunk> hunks) => Few([.. hunks.Select(hunk => hunk.Lines)]);

    /// <summary>At most so many ranges as anybody reads: the last ones are taken together.</summary>
    public static IReadOnlyList<LineRange> Few(IReadOnlyList<LineRange> ranges) => ranges.Count <= MostRanges
        ? ranges
        : [.. ranges.Take(MostRanges - 1), new LineRange(ranges[MostRanges - 1].First, ranges[^1].Last)];

    // Both are in order and do not overlap among themselves, so one walk over both finds all.
    private static List<Hunk> Colliding(IReadOnlyList<Hunk> mine, IReadOnlyList<Hunk> theirs)
    {
        var found = new List<Hunk>();
        var from = 0;
        foreach (var hunk in mine)
        {
            while (from < theirs.Count && theirs[from].Before + theirs[from].Taken < hunk.Before)
                from++;
            for (var at = from; at < theirs.Count && theirs[at].Before <= hunk.Before + hunk.Taken; at++)
            {
                if (hunk.Collides(theirs[at]))
                {
                    found.Add(hunk);
                    break;
                }
            }
        }

        return found;
    }
}
