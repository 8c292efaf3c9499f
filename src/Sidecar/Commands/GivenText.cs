using Sidecar.Messages;

namespace Sidecar.Commands;

/// <summary>A text that is given on the command line, or read from standard input where it is '-'.</summary>
internal static class GivenText
{
    /// <summary>The text, without the line breaks at the end of what was piped in.</summary>
    public static async Task<string> ReadAsync(string given, TextReader input, CancellationToken cancellationToken)
    {
        if (given != "-")
            return given;

        // What is piped in may never end. Two characters more than are allowed: a line break at the end, and one that is too much.
        var text = new char[Draft.MaxBytes + 2];
        var length = await input.ReadBlockAsync(text.AsMemory(), cancellationToken);

        // Where more may follow nothing is taken off, so that it is refused for its length and not cut.
        var piped = new string(text, 0, length);
        return length == text.Length ? piped : piped.TrimEnd('\n');
    }
}
