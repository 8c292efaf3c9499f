using Sidecar.Repository;
using Sidecar.Touches;

namespace Sidecar.Hooks;

/// <summary>A client's edit hook reports the files that its agent just wrote: <c>sidecar-hook touched --path FILE...</c></summary>
internal static class Touched
{
    /// <summary>The name it is called by.</summary>
    public const string Name = "touched";

    /// <summary>How to call it.</summary>
    public const string Usage = "sidecar-hook touched --path FILE [--path FILE ...]";

    /// <summary>Records the report; null where the arguments are not understood.</summary>
    public static int? Run(HookCall call)
    {
        if (Paths(call.Arguments) is not { } named)
            return null;

        using var notice = Notice.Begin(call);
        if (notice is null || notice.Committer.Id is not { } id || notice.State.Agents.Find(id) is not { IsHuman: false } author)
            return HookExit.Proceed;

        var paths = named.Select(path => Inside(path, call.Directory, notice.Folders.Worktree)).OfType<RepoPath>().ToHashSet();
        var dirty = WorktreeStatus.Read(notice.Git, paths).Dirty.Where(path => paths.Contains(path.Path)).ToList();
        if (dirty.Count == 0)
            return HookExit.Proceed;

        var blobs = BlobHash.For(notice.Git);
        notice.State.Touches.Record(
            notice.Folders.Worktree, [.. dirty.Select(path => Change(path, notice.Folders.Worktree, blobs, author, call.Now))]);
        return HookExit.Proceed;
    }

    private static List<string>? Paths(IReadOnlyList<string> arguments)
    {
        var paths = new List<string>();
        for (var at = 0; at < arguments.Count; at += 2)
        {
            if (arguments[at] != "--path" || at + 1 == arguments.Count)
                return null;
            paths.Add(arguments[at + 1]);
        }

        return paths.Count == 0 ? null : paths;
    }

    // What lies elsewhere is none of this repository's business.
    private static RepoPath? Inside(string path, string directory, string worktree)
    {
        var full = Path.GetFullPath(path, directory);
        var real = Path.Combine(RealPath.Of(Path.GetDirectoryName(full) ?? full), Path.GetFileName(full));
        var inside = Path.GetRelativePath(worktree, real).Replace(Path.DirectorySeparatorChar, '/');
        return !Path.IsPathRooted(inside) && RepoPath.TryParse(inside, out var known) ? known : null;
    }

    private static SeenChange Change(DirtyPath path, string worktree, BlobHash blobs, Agents.Agent author, DateTimeOffset now)
    {
        var state = FileState.Read(Path.Combine(worktree, path.Path.ToString()), blobs);
        return new SeenChange(path.Path, path.TouchKind(state), now, new Authorship(author, Evidence.Reported)) { State = state };
    }
}
