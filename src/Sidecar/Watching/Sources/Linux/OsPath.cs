using System.Runtime.InteropServices;
using System.Text;

namespace Sidecar.Watching.Sources.Linux;

/// <summary>
/// Paths as Linux has them: any bytes but zero. They are kept for asking the system, because a name that is no UTF-8
/// cannot be made again from its text.
/// </summary>
internal static partial class OsPath
{
    private const int Longest = 4096;

    /// <summary>For telling: what is no UTF-8 becomes U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);

    public static byte[] Join(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name) => [.. folder, (byte)'/', .. name];

    /// <summary>For a call: ends with a zero.</summary>
    public static byte[] Terminated(ReadOnlySpan<byte> path) => [.. path, 0];

    /// <summary>The path without symbolic links, as the kernel tells it of open files; null where nothing is there.</summary>
    public static byte[]? Real(string path)
    {
        var real = new byte[Longest + 1];
        return realpath(Terminated(Encoding.UTF8.GetBytes(path)), real) == 0
            ? null
            : real.AsSpan(0, real.AsSpan().IndexOf((byte)0)).ToArray();
    }

    [LibraryImport("libc")]
    private static partial nint realpath(byte[] path, byte[] real);
}
