using System.Text;

namespace Sidecar.Claims.Patterns;

/// <summary>What no pattern may be, whatever it names.</summary>
internal static class PatternLimits
{
    private const int ShownLength = 80;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Refuses a text that is empty, too long, not Unicode or has control characters or too many wildcards.</summary>
    /// <param name="text">What to look at.</param>
    /// <param name="written">What the user wrote, to be named in the refusal.</param>
    public static void Check(string text, string written)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Refusal(written, "is empty");
        if (text.Any(char.IsControl))
            throw Refusal(written, "contains a control character");
        if (Bytes(text, written) > ClaimPattern.MaxBytes)
            throw Refusal(written, $"is longer than {ClaimPattern.MaxBytes} bytes");
        if (text.Count(c => c == '*') > ClaimPattern.MaxWildcards)
            throw Refusal(written, $"has more than {ClaimPattern.MaxWildcards} '*'");
    }

    /// <summary>The refusal of a text.</summary>
    /// <param name="written">What the user wrote.</param>
    /// <param name="why">The rest of the sentence that begins with it.</param>
    public static SidecarException Refusal(string? written, string why) => SidecarException.Usage(
        $"The path '{Printable.Short(written ?? "", ShownLength)}' {why}.",
        "name a file, a directory or a glob in this repository, such as src/login.cs, src/api/ or src/**/*.cs");

    private static int Bytes(string text, string written)
    {
        try
        {
            return StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw Refusal(written, "is not valid Unicode");
        }
    }
}
