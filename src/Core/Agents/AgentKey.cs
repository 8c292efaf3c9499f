namespace Sidecar.Agents;

/// <summary>What a process shows to act as an agent: the registration and the token that was made for it.</summary>
/// <param name="Id">The registration's number.</param>
/// <param name="Token">A random secret, known to the registration and the shared state only. Never printed.</param>
public sealed record AgentKey(long Id, string Token)
{
    /// <inheritdoc/>
    public override string ToString() => $"agent {Id}";
}
