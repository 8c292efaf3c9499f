using System.Diagnostics.CodeAnalysis;
using Sidecar.Impact;

namespace Sidecar.Status;

/// <summary>What is known about paths, and what that is known from.</summary>
public sealed record PathReport : Receipt
{
    /// <summary>The answers, and what they are known from.</summary>
    [SetsRequiredMembers]
    public PathReport(Receipt receipt, IReadOnlyList<PathCheck> paths)
        : base(receipt) => Paths = paths;

    /// <summary>One answer per path, in the order asked for.</summary>
    public IReadOnlyList<PathCheck> Paths { get; init; }

    /// <summary>How much others' work concerns the one that it concerns most.</summary>
    public ImpactLevel Level => Paths.Max(path => path.Level);

    /// <summary>Whether somebody else holds, writes or announced one of them, or merging with what they did would conflict in it.</summary>
    public bool IsConflict => Level is ImpactLevel.Conflict;
}
