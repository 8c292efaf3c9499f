using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Sidecar.Json;

/// <summary>
/// Writes JSON as people and models would: as the relaxed encoder of .NET, which escapes what JSON demands, but with emoji and
/// other characters beyond the first 65,536 as themselves. Hidden ones among them are escaped all the same.
/// </summary>
public sealed class ReadableEncoder : JavaScriptEncoder
{
    private static readonly JavaScriptEncoder Relaxed = UnsafeRelaxedJsonEscaping;

    private ReadableEncoder()
    {
    }

    /// <summary>The one there is: it has no state.</summary>
    public static ReadableEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => Relaxed.MaxOutputCharactersPerInputCharacter;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) =>
        Rune.TryCreate(unicodeScalar, out var rune) && !rune.IsBmp ? Printable.IsHidden(rune) : Relaxed.WillEncode(unicodeScalar);

    /// <inheritdoc/>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var all = new ReadOnlySpan<char>(text, textLength);
        for (var start = 0; start < textLength;)
        {
            var found = Relaxed.FindFirstCharacterToEncode(text + start, textLength - start);
            if (found < 0)
                return found;

            var place = start + found;
            if (Rune.DecodeFromUtf16(all[place..], out var rune, out var length) is not OperationStatus.Done || WillEncode(rune.Value))
                return place;

            start = place + length;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        Relaxed.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
}
