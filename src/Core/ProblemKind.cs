namespace Sidecar;

/// <summary>What kind of problem a <see cref="SidecarException"/> tells of; each surface has its own answer to it.</summary>
public enum ProblemKind
{
    /// <summary>An operation that the state of things does not allow: exit code 1.</summary>
    Refused,

    /// <summary>Wrong input: exit code 2.</summary>
    Usage,

    /// <summary>Not a repository, or Sidecar is not set up in it: exit code 3.</summary>
    NotSetUp,

    /// <summary>The state cannot be read, so nobody knows: exit code 4. Never the same as "no".</summary>
    CannotTell,
}
