namespace Sidecar.Forecasts;

/// <summary>Lines of a file, counted from 1.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last; below <paramref name="First"/> where lines were only taken away before it.</param>
public readonly record struct LineRange(int First, int Last);
