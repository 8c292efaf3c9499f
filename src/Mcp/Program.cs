namespace Sidecar.Mcp;

internal static class Program
{
    private const string Usage = """
        usage: sidecar-mcp [--name NAME] [--version] [--help]

        Speaks the Model Context Protocol on standard input and output: a coding agent's client starts it, once per
        session, in the folder the agent works in.

          --name NAME   what the agent is called here (else SIDECAR_AGENT, else a name is made up)
        """;

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["--version"]:
                Console.Out.WriteLine($"sidecar-mcp {SidecarServer.Version}");
                return 0;
            case ["--help" or "-h"]:
                Console.Out.WriteLine(Usage);
                return 0;
            case []:
                return await RunAsync(name: null);
            case ["--name", var name]:
                return await RunAsync(name);
            default:
                return Misused("these arguments are not understood.");
        }
    }

    private static Task<int> RunAsync(string? name)
    {
        if (name is not null && !Agents.AgentName.TryParse(name, out _))
            return Task.FromResult(Misused($"'{Printable.Short(name, 60)}' cannot be an agent's name."));

        return SidecarServer.RunAsync(ServerOptions.OfThisProcess(name), CancellationToken.None);
    }

    private static int Misused(string what)
    {
        Console.Error.WriteLine($"sidecar-mcp: {what}");
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
