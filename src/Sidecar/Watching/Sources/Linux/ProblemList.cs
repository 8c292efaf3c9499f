namespace Sidecar.Watching.Sources.Linux;

/// <summary>What is degraded where. Read from any thread, written by one at a time.</summary>
internal sealed class ProblemList
{
    // A tree of unreadable directories must not fill a screen.
    private const int Limit = 20;

    private readonly Dictionary<(string Root, string Path), string> _problems = [];
    private volatile IReadOnlyList<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    public void Add(string root, string path, string sentence)
    {
        _problems[(root, path)] = sentence;
        Publish();
    }

    public void Clear(string root, string path)
    {
        if (_problems.Count > 0 && _problems.Remove((root, path)))
            Publish();
    }

    /// <summary>Clears what is at a path and below it.</summary>
    public void ClearBelow(string root, string path)
    {
        var gone = _problems.Keys.Where(place => place.Root == root && IsWithin(place.Path, path)).ToList();
        gone.ForEach(place => _problems.Remove(place));
        if (gone.Count > 0)
            Publish();
    }

    private static bool IsWithin(string path, string folder) =>
        folder.Length == 0 || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private void Publish()
    {
        var shown = _problems.Values.Distinct(StringComparer.Ordinal).Take(Limit).ToList();
        if (_problems.Count > Limit)
            shown.Add($"There are {_problems.Count - Limit} more like these.");
        _sentences = shown;
    }
}
