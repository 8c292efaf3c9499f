namespace Sidecar.Claims;

/// <summary>How a claim came about.</summary>
public enum ClaimSource
{
    /// <summary>The holder asked for it.</summary>
    Explicit,

    /// <summary>The holder was seen writing the file.</summary>
    Observed,

    /// <summary>Not held yet: somebody earlier in the queue waits for it.</summary>
    Queue,
}
