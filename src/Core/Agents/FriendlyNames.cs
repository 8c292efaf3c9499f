namespace Sidecar.Agents;

internal static class FriendlyNames
{
    public static AgentName WithSuffix(AgentName wanted, Func<AgentName, bool> isTaken) => throw new NotImplementedException();

    public static AgentName Pick(Func<AgentName, bool> isTaken, Random random) => throw new NotImplementedException();
}
