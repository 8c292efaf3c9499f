namespace Sidecar.Forecasts;

/// <summary>Whether it is known what a merge of two worktrees would bring.</summary>
public enum ForecastStage
{
    /// <summary>It was tried.</summary>
    Ready,

    /// <summary>It could not be tried; nothing is known.</summary>
    CannotTell,

    /// <summary>Nobody asks: one of the two is not in use. Kept for a while, to know which conflicts were told.</summary>
    Forgotten,
}
