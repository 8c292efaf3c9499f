using Sidecar.Agents;
using Sidecar.History;
using Sidecar.Impact.Imports;
using Sidecar.Work;

namespace Sidecar.Impact.Meetings;

/// <summary>Two live agents at work in different files that belong together, found when one of them wrote.</summary>
public sealed record CoupledMeeting
{
    /// <summary>What was written.</summary>
    public required UncommittedWork Written { get; init; }

    /// <summary>What the other one does, at <see cref="OtherPath"/>.</summary>
    public required Motion Motion { get; init; }

    /// <summary>The file of the other one.</summary>
    public required RepoPath OtherPath { get; init; }

    /// <summary>How strongly the files belong together, as a finding of it would score.</summary>
    public required int Score { get; init; }

    /// <summary>Which of the two depends on the other; null where they only move together.</summary>
    public Dependency? Dependency { get; init; }

    /// <summary>Whether it is the written file that depends on the other; else it is the other way round.</summary>
    public bool DependsOnOther { get; init; }

    /// <summary>How the other file moves with the written one; null where that is not known.</summary>
    public RelatedFile? WithWritten { get; init; }

    /// <summary>How the written file moves with the other one; null where that is not known.</summary>
    public RelatedFile? WithOther { get; init; }

    /// <summary>Who wrote.</summary>
    public Agent Author => Written.Author!;

    /// <summary>The file that was written.</summary>
    public RepoPath Path => Written.Path;

    /// <summary>Why they belong together.</summary>
    public Signal Signal => Dependency is null ? Signal.CoChange : Signal.Dependency;
}
