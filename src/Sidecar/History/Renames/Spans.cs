namespace Sidecar.History.Renames;

/// <summary>
/// A content cut into lines, long ones into pieces, and how many bytes there are of each: what git judges by whether two
/// contents are alike. The order of the lines does not matter to it.
/// </summary>
internal sealed class Spans
{
    private const int LongestPiece = 64;
    private const int BinaryWithin = 8000;
    private const uint Kinds = 107_927;

    private readonly Dictionary<uint, long> _bytes = [];

    public Spans(ReadOnlySpan<byte> content)
    {
        Size = content.Length;

        // In text the two ways to end a line are one.
        var isText = !content[..Math.Min(content.Length, BinaryWithin)].Contains((byte)0);
        var (length, one, two) = (0, 0u, 0u);
        for (var at = 0; at < content.Length; at++)
        {
            var next = content[at];
            if (isText && next == '\r' && at + 1 < content.Length && content[at + 1] == '\n')
                continue;

            (one, two) = ((one << 7) ^ (two >> 25), (two << 7) ^ (one >> 25));
            one += next;
            if (++length < LongestPiece && next != '\n')
                continue;

            Add(one, two, length);
            (length, one, two) = (0, 0, 0);
        }

        if (length > 0)
            Add(one, two, length);
    }

    public long Size { get; }

    /// <summary>How many bytes the other one has of this one's.</summary>
    public long SharedWith(Spans other) => _bytes.Sum(piece => Math.Min(piece.Value, other._bytes.GetValueOrDefault(piece.Key)));

    private void Add(uint one, uint two, int length)
    {
        var kind = unchecked(one + (two * 0x61)) % Kinds;
        _bytes[kind] = _bytes.GetValueOrDefault(kind) + length;
    }
}
