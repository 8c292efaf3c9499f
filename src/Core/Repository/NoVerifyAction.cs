namespace Sidecar.Repository;

/// <summary>What happens where a commit took another agent's work past the guard, as by --no-verify.</summary>
public enum NoVerifyAction
{
    /// <summary>It is recorded, and those whose work it is are told.</summary>
    Record,

    /// <summary>Nothing happens.</summary>
    Off,
}
