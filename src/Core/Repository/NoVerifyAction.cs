namespace Sidecar.Repository;

/// <summary>What happens to an agent's commit that went around the guard by --no-verify.</summary>
public enum NoVerifyAction
{
    /// <summary>It is stopped by the hooks that git runs all the same.</summary>
    Refuse,

    /// <summary>It passes, is recorded, and the holders are told.</summary>
    Record,

    /// <summary>Nothing happens.</summary>
    Off,
}
