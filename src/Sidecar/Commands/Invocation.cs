using System.CommandLine;
using System.Text.Json;
using Sidecar.Json;
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
    public string CommandFor(params IEnumerable<string> words)
    {
        var directory = parsed.GetValue(options.Directory);
        IEnumerable<string> all =
        [
            "sidecar",
            .. directory is null ? (string[])[] : ["-C", directory],
            .. ActingAs is null ? (string[])[] : ["--as", ActingAs],
            .. words,
        ];
        return string.Join(' ', all.Select(ShellWord.Quote));
    }

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

    private string FullPath(string directory)
    {
        var full = Path.GetFullPath(Path.Combine(Here.Directory, directory));
        return System.IO.Directory.Exists(full)
            ? full
            : throw SidecarException.Usage(
                $"There is no directory '{Printable.Short(directory, 200)}'.", "give -C a directory that exists");
    }
}
