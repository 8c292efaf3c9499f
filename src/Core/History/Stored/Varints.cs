namespace Sidecar.History.Stored;

/// <summary>Numbers from 0, seven bits to the byte, the small ones first: most take one byte or two.</summary>
internal static class Varints
{
    /// <summary>Writes one.</summary>
    public static void Write(MemoryStream bytes, uint number)
    {
        for (; number >= 0x80; number >>= 7)
            bytes.WriteByte((byte)(number | 0x80));
        bytes.WriteByte((byte)number);
    }

    /// <summary>Reads one, and goes on behind it.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static uint Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint number = 0;
        for (var shift = 0; shift < 35 && at < bytes.Length; shift += 7)
        {
            var next = bytes[at++];
            number |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
                return number;
        }

        throw new InvalidDataException("a number ends too soon");
    }
}
