using System.Collections.Concurrent;
using Microsoft.Extensions.FileSystemGlobbing;

namespace Sidecar.Watching.Ignoring;

/// <summary>
/// The globs of sidecar.exclude. '*' stands for anything within a name, '**' for any folders; a glob that matches a folder
/// excludes all below it.
/// </summary>
internal sealed class ExcludeGlobs
{
    // A folder is asked about with each path below it, and matching takes some tens of microseconds.
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<string, bool> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly Matcher? _matcher;

    /// <summary>Reads globs as they were written in the settings.</summary>
    public ExcludeGlobs(IReadOnlyList<string> globs, bool ignoreCase)
    {
        var good = globs.Select(Read).OfType<string>().ToList();
        if (good.Count == 0)
            return;

        _matcher = new Matcher(ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        _matcher.AddIncludePatterns(good);
    }

    /// <summary>The globs that are no good, in sentences; they exclude nothing.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether the path, or a folder above it, is excluded.</summary>
    /// <param name="path">From the top of the worktree, '/'-separated.</param>
    public bool Excludes(string path)
    {
        if (_matcher is null)
            return false;

        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (ExcludesFolder(path[..end]))
                return true;
        }

        return Matches(path);
    }

    private bool ExcludesFolder(string folder)
    {
        if (_folders.TryGetValue(folder, out var known))
            return known;
        if (_folders.Count >= MaxRemembered)
            _folders.Clear();
        return _folders[folder] = Matches(folder);
    }

    private bool Matches(string path) => _matcher!.Match(path).HasMatches;

    // "generated", "/generated/" and "generated/**" mean the same: the folder with all in it, or a file of that name.
    private string? Read(string written)
    {
        var glob = written.StartsWith("./", StringComparison.Ordinal) ? written[2..] : written.TrimStart('/');
        glob = glob.TrimEnd('/');
        while (glob.EndsWith("/**", StringComparison.Ordinal))
            glob = glob[..^3];
        if (glob.Split('/').All(part => part is not ("" or "." or "..")) && glob[0] != '!' && !glob.Contains('\\', StringComparison.Ordinal))
            return glob;

        _problems.Add(
            $"sidecar.exclude has '{Printable.Short(written, 60)}', which excludes nothing; it can be a glob from the top of the "
            + "worktree, such as generated/** or **/*.log.");
        return null;
    }
}
