using System.Buffers.Binary;
using System.Text;

namespace Sidecar.Agents.Processes;

/// <summary>What macOS tells as KERN_PROCARGS2: how many words, the program's path, then the words and the environment.</summary>
internal static class MacArguments
{
    /// <summary>The words; null where these bytes are not of that kind.</summary>
    public static IReadOnlyList<string>? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(int))
            return null;

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var rest = bytes[sizeof(int)..];
        var pathEnd = rest.IndexOf((byte)0);
        if (count < 1 || pathEnd < 0)
            return null;

        // The path is followed by as many NULs as it takes to align what comes next.
        rest = rest[pathEnd..].TrimStart((byte)0);
        var words = new List<string>();
        while (words.Count < count)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0)
                return null;

            words.Add(Encoding.UTF8.GetString(rest[..end]));
            rest = rest[(end + 1)..];
        }

        return words;
    }
}
