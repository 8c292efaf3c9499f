using System.Text;

namespace Sidecar.Setup.Files;

/// <summary>
/// The bytes of a file as a string, one character for each byte. Text can be put in and taken out of other people's
/// files without decoding, so whatever they are written in comes back byte for byte.
/// </summary>
internal static class ByteText
{
    // Nothing that this program has to change is nearly as big.
    private const long MaxBytes = 4 * 1024 * 1024;

    public static string FromText(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    public static string ToText(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    public static byte[] ToBytes(string bytes) => Encoding.Latin1.GetBytes(bytes);

    /// <summary>The file's bytes; null if there is none.</summary>
    public static string? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        if (new FileInfo(path).Length > MaxBytes)
            throw new IOException($"The file is larger than {MaxBytes / 1024 / 1024} MiB.");

        return Encoding.Latin1.GetString(File.ReadAllBytes(path));
    }

    /// <summary>Replaces the file as a whole: whoever reads it meanwhile sees the old text or the new one.</summary>
    public static void Write(string path, string bytes, UnixFileMode mode)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".sidecar-{Path.GetRandomFileName()}");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(ToBytes(bytes));
                file.Flush(flushToDisk: true);
            }

            FileModes.Set(temporary, mode);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
