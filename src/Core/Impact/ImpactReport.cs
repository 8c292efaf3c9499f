using System.Diagnostics.CodeAnalysis;
using Sidecar.Status;

namespace Sidecar.Impact;

/// <summary>How much others' work concerns a piece of work, and what that is known from.</summary>
public sealed record ImpactReport : Receipt
{
    /// <summary>The findings, and what they are known from.</summary>
    [SetsRequiredMembers]
    public ImpactReport(Receipt receipt, IReadOnlyList<Finding> findings)
        : base(receipt) => Findings = findings;

    /// <summary>The findings, strongest first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What would not merge with worktrees in which nobody can be asked.</summary>
    public IReadOnlyList<UnattendedConflict> Unattended { get; init; } = [];

    /// <summary>The level of the strongest.</summary>
    public ImpactLevel Level => ImpactRules.Level(Findings, Unattended);
}
