namespace Sidecar.Forecasting;

/// <summary>What came of reading a worktree.</summary>
/// <param name="State">What is there; null where that cannot be told.</param>
/// <param name="Problem">Why not; empty where it can.</param>
internal sealed record WorktreeReading(WorktreeState? State, string Problem)
{
    /// <summary>It cannot be told.</summary>
    public static WorktreeReading CannotTell(string why) => new(null, why);
}
