using System.Collections;
using Sidecar.Agents;

namespace Sidecar.Mcp;

/// <summary>What a server runs on; read once, in the outermost frame.</summary>
internal sealed record ServerOptions
{
    /// <summary>The name asked for on the command line; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>Where the server was started, absolute.</summary>
    public required string Directory { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>What the client says.</summary>
    public required Stream Input { get; init; }

    /// <summary>What the client hears: protocol and nothing else.</summary>
    public required Stream Output { get; init; }

    /// <summary>Where a real problem is told in one line.</summary>
    public required TextWriter Errors { get; init; }

    /// <summary>The folder that this program and the two others lie in, absolute.</summary>
    public required string Programs { get; init; }

    public required IProcessTable Processes { get; init; }

    /// <summary>The server's own pid.</summary>
    public required int Pid { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A server on the standard streams of this process.</summary>
    public static ServerOptions OfThisProcess(string? name) => new()
    {
        Name = name,
        Directory = System.IO.Directory.GetCurrentDirectory(),
        Environment = ReadEnvironment(),
        Input = Console.OpenStandardInput(),
        Output = Console.OpenStandardOutput(),
        Errors = Console.Error,
        Programs = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory),
        Processes = ProcessTables.ForThisSystem(),
        Pid = System.Environment.ProcessId,
    };

    private static Dictionary<string, string> ReadEnvironment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
