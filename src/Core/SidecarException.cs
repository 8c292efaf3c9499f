namespace Sidecar;

/// <summary>A problem the user can fix. Thrown deep, printed once by the surface: what, where, why, and what to do next.</summary>
/// <param name="kind">What kind of problem it is.</param>
/// <param name="message">What happened, where and why, in one or two sentences.</param>
/// <param name="next">What to do now, preferably a command that works as it stands.</param>
public sealed class SidecarException(ProblemKind kind, string message, string next) : Exception(message)
{
    /// <summary>What kind of problem it is.</summary>
    public ProblemKind Kind { get; } = kind;

    /// <summary>What to do now, preferably a command that works as it stands.</summary>
    public string Next { get; } = next;

    /// <summary>Wrong input; nothing was changed.</summary>
    public static SidecarException Usage(string message, string next) => new(ProblemKind.Usage, message, next);

    /// <summary>The state of things does not allow it; nothing was changed.</summary>
    public static SidecarException Refused(string message, string next) => new(ProblemKind.Refused, message, next);

    /// <summary>There is no repository, or no Sidecar state in it.</summary>
    public static SidecarException NotSetUp(string message, string next) => new(ProblemKind.NotSetUp, message, next);

    /// <summary>The state cannot be read.</summary>
    public static SidecarException CannotTell(string message, string next) => new(ProblemKind.CannotTell, message, next);
}
