using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using Sidecar.Commands;

namespace Sidecar;

/// <summary>Finds the command that is meant, runs it, and turns whatever comes of it into an exit code.</summary>
internal sealed class CommandLine(Surroundings here)
{
    // "@name" is a path like any other here, and "-xy" never means two options.
    private static readonly ParserConfiguration Plainly = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    private readonly GlobalOptions _options = new();

    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var isJson = args.TakeWhile(arg => arg != "--").Contains(_options.Json.Name, StringComparer.Ordinal);
        try
        {
            return await RunKnownAsync(args, cancellationToken);
        }
        catch (SidecarException problem)
        {
            return Failure.Print(problem, here, isJson);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception bug)
        {
            return Failure.PrintBug(bug, here, isJson);
        }
    }

    private async Task<int> RunKnownAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        if (args.Count > 0 && args[0] == "help")
            args = [.. args.Skip(1), _options.Help.Name];

        var commands = CommandList.Named(args).ToList();
        var parsed = Root(commands).Parse(args, Plainly);
        if (parsed.GetValue(_options.Version))
            return Print($"sidecar {Version()}\n", ExitCode.Done);
        if (parsed.GetValue(_options.Help) && parsed.CommandResult.Command is SidecarCommand asked)
            return Print(HelpText.Of(asked, _options), ExitCode.Done);
        if (parsed.GetValue(_options.Help) && parsed.UnmatchedTokens is [var word, ..] && word != "help")
            throw Unknown(word);
        if (parsed.GetValue(_options.Help) || args.Count == 0)
            return Print(HelpText.OfAll(CommandList.All(), _options), args.Count == 0 ? ExitCode.Usage : ExitCode.Done);

        ThrowIfWrong(parsed);
        using var call = new Invocation(parsed, _options, here);
        return await ((SidecarCommand)parsed.CommandResult.Command).RunAsync(call, cancellationToken);
    }

    private Command Root(IEnumerable<SidecarCommand> commands)
    {
        // Not a RootCommand: that one brings directives, and calls itself after the running program.
        var root = new Command("sidecar");
        foreach (var option in _options.All)
            root.Add(option);
        foreach (var command in commands)
            root.Add(command);

        return root;
    }

    private static void ThrowIfWrong(ParseResult parsed)
    {
        var name = (parsed.CommandResult.Command as SidecarCommand)?.Name;
        var help = name is null ? "sidecar --help" : $"sidecar {name} --help";
        if (name is null && parsed.UnmatchedTokens.Count > 0)
            throw Unknown(parsed.UnmatchedTokens[0]);
        if (UnknownOption(parsed) is { } unknown)
        {
            var because = $"There is no option '{Printable.Short(unknown, 60)}' here, or its value is missing.";
            throw SidecarException.Usage($"{because} A name that begins with a dash goes behind '--'.", help);
        }

        if (Missing(parsed) is { } missing)
            throw SidecarException.Usage($"{name} needs {missing}.", help);
        if (parsed.Errors.Count > 0)
            throw SidecarException.Usage(Printable.OneLine(parsed.Errors[0].Message), help);
        if (name is null)
            throw SidecarException.Usage("No command was given.", help);
    }

    private static SidecarException Unknown(string word)
    {
        var shown = Printable.Short(word, 60);
        if (word.StartsWith('-'))
            return SidecarException.Usage($"There is no option '{shown}'.", "sidecar --help");

        return CommandList.Nearest(word) is { } meant
            ? SidecarException.Usage($"There is no command '{shown}'; did you mean '{meant}'?", $"sidecar {meant} --help")
            : SidecarException.Usage($"There is no command '{shown}'.", "sidecar --help");
    }

    // The required arguments, all of them, where one is not given: "TO and TEXT".
    private static string? Missing(ParseResult parsed)
    {
        var required = parsed.CommandResult.Command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0).ToList();
        return required.TrueForAll(argument => parsed.GetResult(argument) is { Tokens.Count: > 0 })
            ? null
            : string.Join(" and ", required.Select(argument => argument.Name));
    }

    // A mistyped option would otherwise be taken for a path: "claim src --sharde" must not claim a file called --sharde.
    private static string? UnknownOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type is not TokenType.DoubleDash)
        .Where(token => token.Type is TokenType.Argument && !IsValue(parsed, token))
        .Select(token => token.Value)
        .FirstOrDefault(value => value.Length > 1 && value[0] == '-' && !value.Any(char.IsWhiteSpace));

    private static bool IsValue(ParseResult parsed, Token token) => parsed.CommandResult.Command.Options
        .Concat(parsed.RootCommandResult.Command.Options)
        .Select(parsed.GetResult)
        .Any(option => option is not null && option.Tokens.Any(value => ReferenceEquals(value, token)));

    private int Print(string text, int exitCode)
    {
        try
        {
            here.Output.Write(text);
            return exitCode;
        }
        catch (IOException unwritten)
        {
            throw Failure.Unwritten(unwritten);
        }
    }

    private static string Version() =>
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
