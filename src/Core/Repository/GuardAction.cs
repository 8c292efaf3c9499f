namespace Sidecar.Repository;

/// <summary>How strictly a guard acts.</summary>
public enum GuardAction
{
    /// <summary>It stops the commit.</summary>
    Refuse,

    /// <summary>It says so and lets the commit pass.</summary>
    Warn,

    /// <summary>It is silent.</summary>
    Off,
}
