namespace Sidecar.History.Stored;

/// <summary>How the index in the file stands: what it was built from, and how far.</summary>
internal sealed record HistoryStanding
{
    /// <summary>How far it is; never <see cref="HistoryStage.Ready"/> where anything is missing.</summary>
    public HistoryStage Stage { get; init; } = HistoryStage.Absent;

    /// <summary>Another number when commits were taken out: who has read them must read all anew, and else only what is new.</summary>
    public long Epoch { get; init; }

    /// <summary>How many commits are in it.</summary>
    public int Commits { get; init; }

    /// <summary>How many it will have; null where that is not known.</summary>
    public int? Expected { get; init; }

    /// <summary>The commits whose history it is, exactly: what every worktree had checked out. In order.</summary>
    public IReadOnlyList<string> Tips { get; init; } = [];

    /// <summary>How many commits it was to have at most.</summary>
    public int Most { get; init; }

    /// <summary>Whether it goes back to the first commit, so that there are none to fetch.</summary>
    public bool IsWhole { get; init; }

    /// <summary>What it was read with.</summary>
    public string Engine { get; init; } = "";

    /// <summary>What kind of history it was.</summary>
    public HistoryKind Kind { get; init; } = HistoryKind.Whole;

    /// <summary>What went wrong; empty for nothing.</summary>
    public string Detail { get; init; } = "";

    /// <summary>When it last followed the history.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How often warnings would have been right; null before that was tried.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>How many commits came in since that was tried.</summary>
    public int SinceCalibration { get; init; }
}
