namespace Sidecar.Repository;

/// <summary>What git said.</summary>
/// <param name="ExitCode">Its exit code; negative where a signal ended it.</param>
/// <param name="Text">Its standard output, decoded as UTF-8.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record GitOutput(int ExitCode, string Text, string Errors)
{
    /// <summary>Whether it ended with code 0.</summary>
    public bool Succeeded => ExitCode == 0;
}
