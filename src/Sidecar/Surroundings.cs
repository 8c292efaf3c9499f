using Sidecar.Agents;

namespace Sidecar;

/// <summary>What the process was started in, read once by the program: everything else gets it from here.</summary>
internal sealed record Surroundings
{
    /// <summary>The environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The current directory, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The folder that this program and the two others lie in, absolute.</summary>
    public required string Programs { get; init; }

    /// <summary>Answers go here.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Errors and progress go here.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What is piped in.</summary>
    public required TextReader Input { get; init; }

    /// <summary>How many columns the terminal has; null where the output is a pipe or a file and nothing must be cut.</summary>
    public int? Columns { get; init; }

    /// <summary>Whether somebody sees standard error as it is written, so that progress can be shown there.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>The operating system's processes.</summary>
    public required IProcessTable Processes { get; init; }

    /// <summary>This process.</summary>
    public required int Pid { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether colours help: on a terminal, unless NO_COLOR is set (to anything) or the terminal is a dumb one.</summary>
    public bool HasColours =>
        Columns is not null
        && string.IsNullOrEmpty(Environment.GetValueOrDefault("NO_COLOR"))
        && Environment.GetValueOrDefault("TERM") != "dumb";
}
