using Sidecar.Repository;
using Sidecar.Touches;

namespace Sidecar.Watching;

/// <summary>Tells a moved file from one that is gone and another that is new. Pure.</summary>
internal static class Renames
{
    /// <summary>
    /// The changes, with each new file that has exactly the content of one that is gone told as moved from there. The one that
    /// is gone stays in the list: it is a change of that path too.
    /// </summary>
    public static IReadOnlyList<SeenChange> Find(IReadOnlyList<SeenChange> changes, IReadOnlyList<DirtyPath> dirty)
    {
        var heads = dirty.Where(path => path.HeadBlob is not null).ToDictionary(path => path.Path, path => path.HeadBlob!);
        var gone = changes
            .Where(change => change.Kind is TouchKind.Deleted && heads.ContainsKey(change.Path))
            .ToLookup(change => heads[change.Path], change => change.Path, StringComparer.Ordinal);
        return gone.Count == 0 ? changes : [.. changes.Select(Moved)];

        // An empty file looks like every other empty file.
        SeenChange Moved(SeenChange change) =>
            change is { Kind: TouchKind.Created, State: { Blob: { } blob, Size: > 0 } } && gone[blob].Take(2).ToList() is [var from]
                ? change with { Kind = TouchKind.Renamed, From = from }
                : change;
    }
}
