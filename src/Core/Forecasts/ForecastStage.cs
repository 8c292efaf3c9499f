namespace Sidecar.Forecasts;

/// <summary>Whether it is known what a merge of two worktrees would bring.</summary>
public enum ForecastStage
{
    /// <summary>It was tried.</summary>
    Ready,

    /// <summary>It could not be tried; nothing is known.</summary>
    CannotTell,
}
