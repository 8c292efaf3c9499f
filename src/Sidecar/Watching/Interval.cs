namespace Sidecar.Watching;

/// <summary>Something that is due every so often, measured on a clock that is never set. For one thread.</summary>
internal sealed class Interval(TimeSpan length, TimeProvider time)
{
    private long _since = time.GetTimestamp();

    /// <summary>Whether it is over; then the next one begins.</summary>
    public bool IsOver()
    {
        if (time.GetElapsedTime(_since) < length)
            return false;

        _since = time.GetTimestamp();
        return true;
    }
}
