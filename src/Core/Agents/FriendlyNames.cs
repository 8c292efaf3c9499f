namespace Sidecar.Agents;

internal static class FriendlyNames
{
    public static AgentName WithSuffix(AgentName wanted, IReadOnlyCollection<AgentName> taken) => throw new NotImplementedException();

    public static AgentName Pick(Func<AgentName, bool> isTaken, Random random) => throw new NotImplementedException();
}
