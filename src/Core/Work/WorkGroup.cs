using Sidecar.Agents;
using Sidecar.Touches;

namespace Sidecar.Work;

/// <summary>The uncommitted work of one author in one worktree that stands alike: held, released, orphaned or nobody's.</summary>
public sealed record WorkGroup
{
    private WorkGroup(IReadOnlyList<UncommittedWork> files) => Files = files;

    /// <summary>Its files, the latest write first; at least one.</summary>
    public IReadOnlyList<UncommittedWork> Files { get; }

    /// <summary>Who wrote them; null where nobody can tell.</summary>
    public Agent? Author => Files[0].Author;

    /// <summary>The top folder of the worktree.</summary>
    public string Worktree => Files[0].Worktree;

    /// <summary>Whether the author lives.</summary>
    public Liveness Live => Files[0].Live;

    /// <summary>Whether the author is gone.</summary>
    public bool IsOrphaned => Files[0].IsOrphaned;

    /// <summary>Whether the author released them.</summary>
    public bool IsReleased => Files[0].IsReleased;

    /// <summary>What the author is known from, best first.</summary>
    public IReadOnlyList<Evidence> Evidence => [.. Files.Select(file => file.Evidence).Distinct().Order()];

    /// <summary>When the author last wrote one of them.</summary>
    public DateTimeOffset At => Files[0].At;

    /// <summary>Groups work: what somebody holds first, then what nobody does; in each the latest write first.</summary>
    public static IReadOnlyList<WorkGroup> Of(IEnumerable<UncommittedWork> work) => work
        .GroupBy(piece => (Author: piece.Author?.Id, piece.Worktree, piece.IsReleased))
        .Select(group => new WorkGroup([.. group.OrderByDescending(piece => piece.At).ThenBy(piece => piece.Path.ToString(), StringComparer.Ordinal)]))
        .OrderBy(group => group.Files[0].IsHeld ? 0 : 1)
        .ThenByDescending(group => group.At)
        .ToList();
}
