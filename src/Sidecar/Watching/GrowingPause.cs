namespace Sidecar.Watching;

/// <summary>How long to wait before something that failed is tried again: twice as long each time, up to a limit.</summary>
/// <param name="First">After the first failure.</param>
/// <param name="Longest">At most.</param>
internal sealed record GrowingPause(TimeSpan First, TimeSpan Longest)
{
    /// <summary>After so many failures in a row, at least one.</summary>
    public TimeSpan After(int failures)
    {
        var pause = First * Math.Pow(2, Math.Min(failures - 1, 10));
        return pause < Longest ? pause : Longest;
    }
}
