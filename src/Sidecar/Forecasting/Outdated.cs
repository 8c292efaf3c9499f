namespace Sidecar.Forecasting;

/// <summary>
/// How much of what was written down nobody needs any more. What lies in the worktrees now does not count, however much it is:
/// to begin anew would only write it once more.
/// </summary>
internal sealed class Outdated
{
    private readonly Dictionary<string, HashSet<UncommittedFile>> _current = new(StringComparer.Ordinal);

    /// <summary>So many bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>These are the uncommitted files of a worktree now, in place of those before.</summary>
    public void Replace(string worktree, IEnumerable<UncommittedFile> files)
    {
        var now = files.ToHashSet();
        if (_current.TryGetValue(worktree, out var before))
            Bytes += before.Where(file => !now.Contains(file)).Sum(file => file.Size);
        _current[worktree] = now;
    }

    /// <summary>Everything was taken away.</summary>
    public void Clear()
    {
        _current.Clear();
        Bytes = 0;
    }
}
