namespace Sidecar.Impact;

/// <summary>How much others' work concerns a piece of work.</summary>
public static class ImpactRules
{
}
