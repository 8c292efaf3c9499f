using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Forecasts;
using Sidecar.History;
using Sidecar.Impact.Imports;
using Sidecar.Work;

namespace Sidecar.Impact;

/// <summary>How things stand at one moment, and what is known of the files, seen from one's place.</summary>
public sealed record ImpactScene
{
    /// <summary>From whose place.</summary>
    public required Viewpoint SeenBy { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>All claims; those that come of writing are passed over, for <see cref="Work"/> has them.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>All uncommitted work.</summary>
    public IReadOnlyList<UncommittedWork> Work { get; init; } = [];

    /// <summary>All announcements that have not ended.</summary>
    public IReadOnlyList<Announcement> Announcements { get; init; } = [];

    /// <summary>All registered agents.</summary>
    public IReadOnlyList<(Agent Agent, Liveness Live)> Agents { get; init; } = [];

    /// <summary>What merges of worktrees would bring.</summary>
    public IReadOnlyList<Forecast> Forecasts { get; init; } = [];

    /// <summary>What the files that others work on were found to depend on.</summary>
    public IReadOnlyList<Dependency> TheirImports { get; init; } = [];

    /// <summary>Which files change along with the ones asked about, strongest first.</summary>
    public IReadOnlyDictionary<RepoPath, IReadOnlyList<RelatedFile>> Related { get; init; } = new Dictionary<RepoPath, IReadOnlyList<RelatedFile>>();

    /// <summary>Which files change along with the ones that others are at, strongest first: of two files the one may tell more than the other.</summary>
    public IReadOnlyDictionary<RepoPath, IReadOnlyList<RelatedFile>> RelatedToTheirs { get; init; } =
        new Dictionary<RepoPath, IReadOnlyList<RelatedFile>>();

    /// <summary>The score from which two files count as belonging together here.</summary>
    public double Threshold { get; init; } = CoChangeScore.WarnFrom;

    /// <summary>Whether that one is somebody else, and not known to be dead.</summary>
    public bool IsOther(Agent agent, Liveness live) => live is not Liveness.Dead && !SeenBy.IsMine(agent);
}
