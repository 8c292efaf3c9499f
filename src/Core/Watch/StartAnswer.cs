namespace Sidecar.Watch;

/// <summary>What came of seeing to it that somebody watches.</summary>
public abstract record StartAnswer
{
    private StartAnswer()
    {
    }

    /// <summary>Somebody watches, as far as can be told.</summary>
    public sealed record Running : StartAnswer;

    /// <summary>Another process started the watcher a moment ago.</summary>
    public sealed record Starting : StartAnswer;

    /// <summary>It was started now.</summary>
    public sealed record Started : StartAnswer;

    /// <summary>It is not to be started by itself here.</summary>
    /// <param name="Why">Why, in words that follow "because".</param>
    public sealed record NotWanted(string Why) : StartAnswer;

    /// <summary>It cannot be started, now or since less than a minute.</summary>
    public sealed record CannotStart(StartProblem Problem) : StartAnswer;
}
