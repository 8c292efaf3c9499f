namespace Sidecar.History.Renames;

/// <summary>What may be a rename.</summary>
/// <param name="Source">The deleted file.</param>
/// <param name="Target">The added one.</param>
/// <param name="Likeness">How alike their contents are.</param>
/// <param name="HasSameName">Whether only the folder is another one.</param>
internal sealed record Candidate(LooseFile Source, LooseFile Target, int Likeness, bool HasSameName)
{
    /// <summary>The most alike first, of equals those with the same name; none comes last.</summary>
    public static readonly IComparer<Candidate?> BestFirst = Comparer<Candidate?>.Create((one, other) => (one, other) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ when one.Likeness != other.Likeness => other.Likeness.CompareTo(one.Likeness),
        _ => other.HasSameName.CompareTo(one.HasSameName),
    });
}
