namespace Sidecar.Consultations;

/// <summary>What a party said to the proposal of a round.</summary>
public enum PartyAnswer
{
    /// <summary>It agrees. Whoever proposes does.</summary>
    Approved,

    /// <summary>It does not.</summary>
    Contested,
}
