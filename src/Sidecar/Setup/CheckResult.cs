namespace Sidecar.Setup;

/// <summary>How a check of <c>sidecar doctor</c> came out.</summary>
internal enum CheckResult
{
    /// <summary>It works.</summary>
    Ok,

    /// <summary>It works, with something to know about.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,

    /// <summary>It could not be found out. Never the same as <see cref="Ok"/>.</summary>
    CannotTell,
}
