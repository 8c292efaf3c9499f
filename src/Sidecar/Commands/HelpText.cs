using System.CommandLine;

namespace Sidecar.Commands;

/// <summary>What --help prints, made from the commands themselves.</summary>
internal static class HelpText
{
    /// <summary>The page of one command.</summary>
    public static string Of(SidecarCommand command, GlobalOptions options)
    {
        var arguments = string.Concat(command.Arguments.Select(argument => " " + UsageOf(argument)));
        return string.Join('\n',
        [
            command.Description + ".",
            "",
            $"Usage: sidecar {command.Name}{arguments} [options]",
            .. Section("Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description))),
            .. Section("Options", command.Options.Concat(options.All).Select(Entry)),
            .. Section("Examples", command.Examples.Select(example => (example, (string?)null))),
            "",
        ]);
    }

    /// <summary>The page of the program.</summary>
    public static string OfAll(IEnumerable<SidecarCommand> commands, GlobalOptions options) => string.Join('\n',
    [
        "Keeps coding agents and people in one git repository out of each other's way.",
        "",
        "Usage: sidecar COMMAND [options]",
        .. Section("Commands", commands.Select(command => (command.Name, command.Description))),
        .. Section("Options", options.All.Select(Entry)),
        .. Section("Examples",
        [
            ("sidecar init", "set this repository up"),
            ("sidecar status", "see who is here, and who holds and writes what"),
            ("sidecar claim --help", "read about one command"),
        ]),
        "",
        "Exit codes: 0 done or clear, 1 refused or a conflict, 2 wrong usage, 3 not a repository or not set up,",
        "4 cannot tell (the state cannot be read).",
        "",
    ]);

    private static IEnumerable<string> Section(string heading, IEnumerable<(string Term, string? Text)> entries)
    {
        var all = entries.ToList();
        if (all.Count == 0)
            yield break;

        var width = all.Max(entry => entry.Term.Length) + 2;
        yield return "";
        yield return heading + ":";
        foreach (var (term, text) in all)
            yield return $"  {(string.IsNullOrEmpty(text) ? term : term.PadRight(width) + text)}";
    }

    private static (string Term, string? Text) Entry(Option option)
    {
        var value = option.HelpName is null ? "" : " " + option.HelpName;
        return (string.Join(", ", option.Aliases.Append(option.Name).Order(StringComparer.Ordinal).Reverse()) + value, option.Description);
    }

    private static string UsageOf(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }
}
