namespace Sidecar.Consultations;

/// <summary>How far a consultation is. Only <see cref="Resolved"/> is an agreement.</summary>
public enum ConsultationState
{
    /// <summary>Nobody has proposed anything in this round.</summary>
    Open,

    /// <summary>A proposal stands.</summary>
    Resolving,

    /// <summary>Everybody who was still there approved the proposal of the last round.</summary>
    Resolved,

    /// <summary>Its opener took it back.</summary>
    Cancelled,

    /// <summary>A round took too long, or the last one was contested. Never a permission.</summary>
    Expired,

    /// <summary>Nobody is left to agree with. Never a permission.</summary>
    Moot,
}
