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

        // One character past the limit is enough to refuse it: what is piped in may never end.
        var text = new char[Draft.MaxBytes + 1];
        var length = await input.ReadBlockAsync(text.AsMemory(), cancellationToken);
        return new string(text, 0, length).TrimEnd('\n');
    }
}
