using Sidecar.Claims;

namespace Sidecar.Impact;

/// <summary>
/// What others do now, to be looked up by place: their uncommitted work that nobody committed or let go of, the exclusive
/// claims that they asked for, and what they announced. Nothing of people but what they claim or announce.
/// </summary>
public sealed class InMotion
{
    private readonly Dictionary<string, List<Motion>> _atFile;
    private readonly List<Motion> _elsewhere;
    private readonly Lazy<ILookup<string, IReadOnlyList<Motion>>> _inFolder;

    /// <summary>Sorts it.</summary>
    public InMotion(ImpactScene scene)
    {
        Scene = scene;
        All = [.. Of(scene)];
        var names = scene.SeenBy.IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        _atFile = All
            .Where(motion => motion.Where.LiteralFile is not null)
            .GroupBy(motion => motion.Where.LiteralFile!, names)
            .ToDictionary(group => group.Key, group => group.ToList(), names);
        _elsewhere = [.. All.Where(motion => motion.Where.LiteralFile is null)];
        _inFolder = new(() => All
            .GroupBy(motion => (Folder: FolderOf(motion.Where), motion.Agent.Id))
            .ToLookup(group => group.Key.Folder, group => (IReadOnlyList<Motion>)[.. group], StringComparer.Ordinal));
    }

    /// <summary>Where it was found.</summary>
    public ImpactScene Scene { get; }

    /// <summary>All of it.</summary>
    public IReadOnlyList<Motion> All { get; }

    /// <summary>What is done at exactly this file, not only at a directory or pattern that it belongs to.</summary>
    public IReadOnlyList<Motion> AtFile(RepoPath file) => _atFile.GetValueOrDefault(file.ToString()) ?? [];

    /// <summary>What is done at files right in this folder, by each agent.</summary>
    public IEnumerable<IReadOnlyList<Motion>> InFolder(string folder) => _inFolder.Value[folder];

    /// <summary>The folder of the file that a pattern names; "" for what lies at the top, a resource or another pattern.</summary>
    public static string FolderOf(ClaimPattern pattern) =>
        pattern.LiteralFile is { } file && RepoPath.TryParse(file, out var path) ? path.Parent : "";

    /// <summary>What is done at some place that belongs to a pattern too.</summary>
    public IEnumerable<Motion> At(ClaimPattern pattern)
    {
        var ignoreCase = Scene.SeenBy.IgnoreCase;
        if (pattern.LiteralFile is { } file)
            return (_atFile.GetValueOrDefault(file) ?? []).Concat(_elsewhere.Where(motion => motion.Where.Intersects(pattern, ignoreCase)));

        return All.Where(motion => motion is Motion.Writing { Work.Path: var path }
            ? pattern.Matches(path, ignoreCase)
            : motion.Where.Intersects(pattern, ignoreCase));
    }

    private static IEnumerable<Motion> Of(ImpactScene scene)
    {
        IEnumerable<Motion> all =
        [
            .. scene.Claims
                .Where(claim => claim is { Source: ClaimSource.Explicit, Mode: ClaimMode.Exclusive } && claim.IsInForce(scene.Now))
                .Select(claim => new Motion.Claiming(claim)),
            .. scene.Work.Where(work => work.IsHeld).Select(work => new Motion.Writing(work)),
            .. scene.Announcements.SelectMany(announced => announced.Files.Select(file => new Motion.Announcing(announced, file))),
        ];
        return all.Where(motion => scene.IsOther(motion.Agent, motion.Live));
    }
}
