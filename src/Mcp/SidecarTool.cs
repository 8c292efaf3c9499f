using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Sidecar.Mcp;

/// <summary>One tool: what the client is told about it, and what it does. It translates; the stores decide.</summary>
internal abstract class SidecarTool
{
    private Tool? _definition;

    public abstract string Name { get; }

    /// <summary>What tools/list says. Every byte of it is paid for by every session.</summary>
    public Tool Definition => _definition ??= new Tool
    {
        Name = Name,
        Description = Description,
        InputSchema = JsonElement.Parse(InputSchema),
        OutputSchema = JsonElement.Parse(OutputSchema),
        Annotations = Annotations,
    };

    protected abstract string Description { get; }

    /// <summary>JSON Schema of the arguments. All are optional here: what is missing is said in words by the tool.</summary>
    protected abstract string InputSchema { get; }

    protected abstract string OutputSchema { get; }

    protected abstract ToolAnnotations Annotations { get; }

    /// <summary>Does it.</summary>
    /// <exception cref="SidecarException">A problem the caller can do something about; nothing was stored.</exception>
    public abstract Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken);

    protected static ToolAnnotations Reads() => new() { ReadOnlyHint = true, OpenWorldHint = false };

    protected static ToolAnnotations Writes() => new() { DestructiveHint = false, OpenWorldHint = false };
}
