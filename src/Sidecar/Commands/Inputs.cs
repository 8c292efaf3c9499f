using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Sidecar.Commands;

/// <summary>The kinds of arguments and options that commands have.</summary>
internal static class Inputs
{
    /// <summary>On or off. Takes no value: the word behind it is the next path, also where it reads "true".</summary>
    public static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<string?> Text(string name, string valueName, string description) =>
        new(name) { Description = description, HelpName = valueName, Arity = ArgumentArity.ExactlyOne };

    /// <summary>One or more values, behind one name or each behind its own.</summary>
    public static Option<string[]> Several(string name, string valueName, string description) => new(name)
    {
        Description = description,
        HelpName = valueName + "...",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<long?> Number(string name, string valueName, string description, long least, long most) => new(name)
    {
        Description = description,
        HelpName = valueName,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => ParseNumber(result, name, least, most),
    };

    public static Option<TimeSpan?> Length(string name, string description, TimeSpan most, bool mayBeNone = false) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => ParseLength(result, name, most, mayBeNone),
    };

    public static Argument<string[]> Paths(string description, bool isRequired) => new("PATH")
    {
        Description = description,
        Arity = isRequired ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
    };

    private static long? ParseNumber(ArgumentResult result, string name, long least, long most)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;

        result.AddError(most == long.MaxValue
            ? $"{name} takes a number from {least}, not '{Printable.Short(text, 60)}'."
            : $"{name} takes a number from {least} to {most}, not '{Printable.Short(text, 60)}'.");
        return null;
    }

    private static TimeSpan? ParseLength(ArgumentResult result, string name, TimeSpan most, bool mayBeNone)
    {
        var text = result.Tokens[0].Value;
        // No time is the same in every unit.
        if (mayBeNone && text == "0")
            return TimeSpan.Zero;
        if (Duration.TryParse(text, out var length) && (length > TimeSpan.Zero || mayBeNone) && length <= most)
            return length;

        var examples = most < TimeSpan.FromHours(2) ? "90s or 30m" : "90s, 30m or 2h";
        result.AddError($"{name} takes a time such as {examples}, at most {most.TotalHours}h, not '{Printable.Short(text, 60)}'.");
        return null;
    }
}
