namespace Sidecar.Setup.Files;

/// <summary>What kind of file <c>sidecar init</c> changed.</summary>
internal enum RecordedKind
{
    /// <summary>A git hook.</summary>
    Hook,

    /// <summary>A client's list of MCP servers.</summary>
    Mcp,
}
