using System.CommandLine;
using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>One call of a command: what was given, where it works, and where its answer goes.</summary>
internal sealed class Invocation(ParseResult parsed, GlobalOptions options, Surroundings here) : IDisposable
{
    private Workplace? _workplace;

    /// <summary>What the process was started in.</summary>
    public Surroundings Here { get; } = here;

    /// <summary>Whether the answer is for a program.</summary>
    public bool IsJson { get; } = parsed.GetValue(options.Json);

    /// <summary>Where answers for people go.</summary>
    public Screen Screen { get; } = new(here.Output, here.Columns, here.HasColours);

    /// <summary>This moment.</summary>
    public DateTimeOffset Now => Here.Time.GetUtcNow();

    /// <summary>Where the command works: the current directory, or -C.</summary>
    public string Directory => FullPath(parsed.GetValue(options.Directory) ?? "");

    /// <summary>The name given with --as.</summary>
    public string? ActingAs { get; } = parsed.GetValue(options.As);

    /// <summary>The repository around <see cref="Directory"/>, found when it is first asked for.</summary>
    public Workplace Workplace => _workplace ??= new Workplace(Here, Directory, ActingAs);

    /// <summary>A command line that does the rest where and as whom this one was called.</summary>
    public string CommandFor(params IEnumerable<string> words) => Line("sidecar", ActingAs, words);

    /// <summary>The same for a command that says something: whoever is outside the agent's session says it as oneself.</summary>
    public string CommandToSay(params IEnumerable<string> words) =>
        Workplace.IsOutsider ? Line(AsPerson, AgentName.Human.ToString(), words) : CommandFor(words);

    /// <summary>The command that has all of a message, however long it is.</summary>
    public string WhereWhole(Message message) =>
        CommandFor("log", "--since", $"{message.Id - 1}", "--before", $"{message.Id + 1}", "--json");

    /// <summary>
    /// What to show to say something, or to change what is a party's own. Naming an agent is not enough: the process must be
    /// part of its session.
    /// </summary>
    /// <exception cref="SidecarException">It is not, or it is not certain for whom this process may act.</exception>
    public AgentKey Speaker()
    {
        var actor = Workplace.Actor();
        if (!Workplace.IsOutsider)
            return actor;

        var name = Workplace.Identity.Name;
        var isNear = Workplace.Identity.Source is IdentitySource.Worktree;
        throw SidecarException.Refused(
            $"{(isNear ? $"Only the worktree tells that this process belongs to {name}" : $"This process is not part of the session of {name}")}, "
                + $"so it cannot speak as {name}.",
            $"if you are {name}: {(isNear ? Repeated($"SIDECAR_AGENT={name} sidecar", null) : "the tools of its MCP server")}; "
                + $"as a person: {Repeated(AsPerson, AgentName.Human.ToString())}");
    }

    /// <summary>Whether an option stands there, with a value or without.</summary>
    public bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>Answers: one JSON object for a program, the screen for a person.</summary>
    /// <exception cref="SidecarException">Nobody can have read the answer.</exception>
    public void Answer(Action<Utf8JsonWriter> json, Action<Screen> screen)
    {
        try
        {
            if (IsJson)
                JsonAnswer.WriteTo(Here.Output, json);
            else
                screen(Screen);

            Here.Output.Flush();
        }
        catch (IOException unwritten)
        {
            throw Failure.Unwritten(unwritten);
        }
    }

    public void Dispose() => _workplace?.Dispose();

    // A person, wherever and under whichever name this was called.
    private string AsPerson => Here.Environment.ContainsKey("SIDECAR_AGENT") ? "env -u SIDECAR_AGENT sidecar" : "sidecar";

    private string Line(string program, string? actingAs, IEnumerable<string> words)
    {
        var directory = parsed.GetValue(options.Directory);
        string[] place = directory is null ? [] : ["-C", directory];
        return string.Join(' ', [program, .. place.Concat(As(actingAs)).Concat(words).Select(ShellWord.Quote)]);
    }

    // The same command line again, as somebody else than before.
    private string Repeated(string program, string? actingAs)
    {
        const int enough = 300;
        var words = parsed.Tokens.Select(token => token.Value).ToList();
        if (words.IndexOf("--as") is >= 0 and var place)
            words.RemoveRange(place, 2);
        var line = string.Join(' ', [program, .. As(actingAs).Concat(words).Select(ShellWord.Quote)]);
        return line.Length <= enough ? line : string.Join(' ', [program, .. As(actingAs), "and the same words without --as"]);
    }

    private static string[] As(string? name) => name is null ? [] : ["--as", name];

    private string FullPath(string directory)
    {
        var full = Path.GetFullPath(Path.Combine(Here.Directory, directory));
        return System.IO.Directory.Exists(full)
            ? full
            : throw SidecarException.Usage(
                $"There is no directory '{Printable.Short(directory, 200)}'.", "give -C a directory that exists");
    }
}
