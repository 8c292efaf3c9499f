using System.CommandLine;

namespace Sidecar.Commands;

/// <summary>The options that every command has, before or after its name.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Directory { get; } = new("-C")
    {
        Description = "Run as if started in this directory",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string?> As { get; } = new("--as")
    {
        Description = "Act for this agent, or as 'human', instead of finding out who you are",
        HelpName = "NAME",
        Recursive = true,
    };

    public Option<bool> Json { get; } = Flag("--json", "Answer with one JSON object");

    public Option<bool> Help { get; } = Flag("--help", "Show help", "-h");

    public Option<bool> Version { get; } = Flag("--version", "Show the version");

    public IEnumerable<Option> All => [Directory, As, Json, Help, Version];

    // Without this arity the word after it would be taken for its value where it reads "true" or "false".
    private static Option<bool> Flag(string name, string description, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        Recursive = true,
        Arity = ArgumentArity.Zero,
    };
}
