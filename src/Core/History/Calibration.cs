namespace Sidecar.History;

/// <summary>How often warnings would have been right in the latest history of this repository.</summary>
/// <param name="Threshold">The score from which there is a warning here, from 0 to 1.</param>
/// <param name="Warnings">How many warnings there would have been.</param>
/// <param name="Right">How many of them named a file that the same commit changed.</param>
/// <param name="Commits">How many commits were replayed.</param>
public sealed record Calibration(double Threshold, int Warnings, int Right, int Commits)
{
    /// <summary>The share of right warnings, from 0 to 1; null where there was none to judge by.</summary>
    public double? Precision => Warnings == 0 ? null : (double)Right / Warnings;
}
