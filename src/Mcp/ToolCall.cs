using Sidecar.Agents;
using Sidecar.Messages;

namespace Sidecar.Mcp;

/// <summary>One call of a tool.</summary>
/// <param name="Id">Messages are leased to it until the next call.</param>
/// <param name="Seat">What it acts with.</param>
/// <param name="Arguments">What the model gave.</param>
/// <param name="Time">The clock.</param>
internal sealed record ToolCall(CallId Id, Seat Seat, ToolArguments Arguments, TimeProvider Time)
{
    /// <summary>The longest anybody may wait in one call, in seconds.</summary>
    public static readonly int MaxWaitSeconds = (int)Claims.ClaimRequest.MaxWait.TotalSeconds;

    public SidecarState State => Seat.State;

    public AgentKey Key => Seat.Key;

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>The argument wait_seconds; null where it was not given.</summary>
    public TimeSpan? Wait() =>
        Arguments.Number("wait_seconds", 0, MaxWaitSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
