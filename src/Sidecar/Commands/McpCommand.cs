using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Mcp;

namespace Sidecar.Commands;

/// <summary>Runs the MCP server in this process: the same as sidecar-mcp, only slower to start.</summary>
internal sealed class McpCommand : SidecarCommand
{
    private readonly Option<string?> _name = Inputs.Text("--name", "NAME", "What the agent is called here");

    public McpCommand()
        : base("mcp", "Run the MCP server on standard input and output (clients do this)") => Add(_name);

    public override IReadOnlyList<string> Examples => ["sidecar mcp", "sidecar mcp --name ada"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var name = call.Value(_name) ?? call.ActingAs;
        if (name is not null)
            name = AgentName.Parse(name).ToString();

        return SidecarServer.RunAsync(ServerOptions.OfThisProcess(name) with { Directory = call.Directory }, cancellationToken);
    }
}
