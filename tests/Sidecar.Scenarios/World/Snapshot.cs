using System.Security.Cryptography;

namespace Sidecar.Scenarios.World;

/// <summary>The bytes and modes of files, comparable.</summary>
internal static class Snapshot
{
    /// <summary>Of these files; one that is not there is told too.</summary>
    public static string Of(string folder, params string[] files) =>
        string.Concat(files.Select(file => $"{file} {Describe(Path.Combine(folder, file))}\n"));

    /// <summary>Of everything below the folder, except what is below the ones left out.</summary>
    public static string OfAll(string folder, params string[] leftOut) => string.Concat(
        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(entry => Path.GetRelativePath(folder, entry))
            .Where(entry => !Array.Exists(leftOut, out_ => entry == out_ || entry.StartsWith(out_ + "/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .Select(entry => $"{entry} {Describe(Path.Combine(folder, entry))}\n"));

    private static string Describe(string path)
    {
        if (Directory.Exists(path))
            return $"folder {File.GetUnixFileMode(path)}";

        return File.Exists(path)
            ? $"{File.GetUnixFileMode(path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"
            : "is not there";
    }
}
