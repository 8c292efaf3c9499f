namespace Sidecar.Consultations;

/// <summary>Why a consultation was opened.</summary>
public enum ConsultationCause
{
    /// <summary>An announcement met others' work at the level of a conflict.</summary>
    Conflict,

    /// <summary>Somebody asked others to agree on something.</summary>
    Question,

    /// <summary>Somebody asked one other to do something.</summary>
    Request,
}
