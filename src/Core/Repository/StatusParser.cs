namespace Sidecar.Repository;

/// <summary>Reads what "git status --porcelain=v2 -z" prints.</summary>
internal sealed class StatusParser
{
    private readonly Dictionary<RepoPath, DirtyPath> _dirty = [];

    public IReadOnlyDictionary<RepoPath, DirtyPath> Dirty => _dirty;

    public int Skipped { get; private set; }

    public void Read(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\0', start);
            if (end < 0)
                throw Unreadable(text[start..]);
            ReadEntry(text[start..end]);
            start = end + 1;
        }
    }

    // The fields stand in front and never hold a space; the path is the whole rest, whatever is in it.
    private void ReadEntry(string entry)
    {
        switch (entry[0])
        {
            case '1' when entry.Split(' ', 9) is { Length: 9 } fields:
                Add(fields[8], path => Tracked(path, fields));
                break;
            case 'u' when entry.Split(' ', 11) is { Length: 11 } fields:
                Add(fields[10], path => new DirtyPath(path, DirtyKind.Unmerged, true, true, Blob(fields[8]), null));
                break;
            case '?':
                Add(entry[2..], Untracked);
                break;
            case '#':
                break; // Settings can ask for headers; none is about a path.
            default:
                throw Unreadable(entry);
        }
    }

    private void Add(string text, Func<RepoPath, DirtyPath> read)
    {
        // Another repository in this one is told as a folder. It is not ours, and no file.
        if (text.EndsWith('/'))
            return;

        if (RepoPath.TryParse(text, out var path))
            _dirty[path] = read(path);
        else
            Skipped++;
    }

    private static DirtyPath Tracked(RepoPath path, string[] fields)
    {
        var (index, worktree) = (fields[1][0], fields[1][1]);
        return new DirtyPath(path, KindOf(index, worktree), worktree != '.', index != '.', Blob(fields[6]), Blob(fields[7]));
    }

    private static DirtyKind KindOf(char index, char worktree) => (index, worktree) switch
    {
        (_, 'D') or ('D', _) => DirtyKind.Deleted,
        ('A', _) or (_, 'A') => DirtyKind.Added,
        ('T', _) or (_, 'T') => DirtyKind.TypeChanged,
        _ => DirtyKind.Changed,
    };

    // What was taken out of the index alone is told twice: as deleted from it, and as untracked.
    private DirtyPath Untracked(RepoPath path) => _dirty.TryGetValue(path, out var removed)
        ? removed with { Kind = DirtyKind.Untracked, WorktreeDiffers = true }
        : new DirtyPath(path, DirtyKind.Untracked, true, false, null, null);

    private static string? Blob(string id) => id.AsSpan().ContainsAnyExcept('0') ? id : null;

    private static SidecarException Unreadable(string entry) => SidecarException.CannotTell(
        $"git status says what cannot be read here: '{Printable.Short(entry, 100)}'.", "git status --porcelain=v2");
}
