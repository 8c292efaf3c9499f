namespace Sidecar.Setup.Clients;

/// <summary>Why a text is not JSON.</summary>
/// <param name="Line">Where, counted from 1.</param>
/// <param name="Column">Where in the line, counted from 1, in bytes.</param>
internal sealed record JsonProblem(long Line, long Column);
