namespace Sidecar.Impact;

/// <summary>How much somebody else's work concerns a piece of work, by the strongest finding.</summary>
public enum ImpactLevel
{
    /// <summary>Below 30: nothing worth a word.</summary>
    Clear,

    /// <summary>From 30: good to know.</summary>
    Note,

    /// <summary>From 40: talk before it hurts.</summary>
    Caution,

    /// <summary>From 90: somebody's work will be lost or redone.</summary>
    Conflict,
}
