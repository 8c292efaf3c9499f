namespace Sidecar.Forecasting;

/// <summary>Merges two commits in memory, as "git merge" would.</summary>
internal interface IMerge
{
    /// <summary>Where the merge would stop; nowhere, where it would go through.</summary>
    /// <param name="mine">The one commit.</param>
    /// <param name="theirs">The other one. They have something in common.</param>
    /// <exception cref="SidecarException">It cannot be told.</exception>
    IReadOnlyList<MergeConflict> Conflicts(string mine, string theirs);
}
