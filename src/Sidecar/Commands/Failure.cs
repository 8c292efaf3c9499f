using Sidecar.Json;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>The only place that prints errors: for people on stderr, and for programs also as one JSON object on stdout.</summary>
internal static class Failure
{
    /// <summary>Prints a problem the user can fix.</summary>
    public static int Print(SidecarException problem, Surroundings here, bool isJson)
    {
        Print(Words.Of(problem.Kind), problem.Message, problem.Next, here, isJson);
        return ExitCode.For(problem.Kind);
    }

    /// <summary>Prints what nobody thought of.</summary>
    public static int PrintBug(Exception bug, Surroundings here, bool isJson)
    {
        Print("bug", $"{bug.GetType().Name}: {bug.Message} (this is a bug in Sidecar)", "sidecar doctor", here, isJson);
        return ExitCode.CannotTell;
    }

    /// <summary>The answer went nowhere: a full disk, a device that refuses it.</summary>
    public static SidecarException Unwritten(IOException why) => SidecarException.Refused(
        $"The answer could not be written: {Printable.OneLine(why.Message)}",
        "see to what standard output leads to; `sidecar status` shows what was done");

    private static void Print(string kind, string message, string next, Surroundings here, bool isJson)
    {
        here.Error.WriteLine($"sidecar: {Printable.Lines(message)}");
        here.Error.WriteLine($"next: {Printable.Lines(next)}");
        if (!isJson)
            return;

        try
        {
            JsonAnswer.WriteTo(here.Output, json =>
            {
                json.WriteStartObject("error");
                json.WriteString("kind", kind);
                json.WriteString("message", message);
                json.WriteString("next", next);
                json.WriteEndObject();
            });
        }
        catch (IOException)
        {
            // Standard error has told it; the exit code stands.
        }
    }
}
