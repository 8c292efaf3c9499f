namespace Sidecar.Setup;

/// <summary>Everything a set-up looked at, in order.</summary>
internal sealed record SetupReport(IReadOnlyList<SetupStep> Steps)
{
    /// <summary>Whether all that was asked for is in place now.</summary>
    public bool Succeeded => Steps.All(step => step.Effect is not SetupEffect.Failed);
}
