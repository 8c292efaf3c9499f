namespace Sidecar.History;

/// <summary>How the index of the history stands.</summary>
public sealed record HistoryReport
{
    /// <summary>How far it is.</summary>
    public required HistoryStage Stage { get; init; }

    /// <summary>How many commits are in it.</summary>
    public int Commits { get; init; }

    /// <summary>How many it will have, while it is being built; null where that is not known.</summary>
    public int? Expected { get; init; }

    /// <summary>When it last followed the history; null for never.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What it was read with: "git" or "libgit2"; empty where nothing was read.</summary>
    public string Engine { get; init; } = "";

    /// <summary>What is wrong or worth knowing ("the clone is shallow"); empty for nothing.</summary>
    public string Detail { get; init; } = "";

    /// <summary>How often warnings would have been right; null before that was tried.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>The score from which two files count as belonging together here; the usual one before that was tried.</summary>
    public double Threshold => Calibration?.Threshold ?? CoChangeScore.WarnFrom;

    /// <summary>The index itself; null where there are no answers yet.</summary>
    public CoChangeIndex? Index { get; init; }
}
