using System.Security.Cryptography;
using System.Text;

namespace Sidecar.Repository;

/// <summary>The id that git gives to the content of a file as it lies there, without filters and line-end conversion.</summary>
public sealed class BlobHash
{
    /// <summary>Larger files are not hashed.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly HashAlgorithmName _algorithm;

    private BlobHash(HashAlgorithmName algorithm) => _algorithm = algorithm;

    /// <summary>The way this repository counts: by SHA-256 where it was made so, else by SHA-1.</summary>
    /// <exception cref="SidecarException">Git cannot be started.</exception>
    public static BlobHash For(GitProcess git)
    {
        // A git that is too old to know another format repeats the question.
        var format = git.Run(["rev-parse", "--show-object-format"]).Text.Trim();
        return new BlobHash(format is "sha256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
    }

    /// <summary>
    /// The id of what lies at an absolute path: a file's bytes, or the target of a symbolic link, which is never followed.
    /// Null where there is neither, where it cannot be read, changes meanwhile, or is larger than <see cref="MaxBytes"/>.
    /// </summary>
    public string? Of(string path)
    {
        try
        {
            if (new FileInfo(path).LinkTarget is { } target)
                return OfLink(target);

            using var file = PlainFile.TryOpen(path);
            return file is null ? null : Of(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    // A target that is no UTF-8 reaches us with its bytes replaced.
    private string? OfLink(string target) =>
        target.Contains('\ufffd', StringComparison.Ordinal) ? null : Of(new MemoryStream(Encoding.UTF8.GetBytes(target)));

    private string? Of(Stream content)
    {
        var length = content.Length;
        if (length > MaxBytes)
            return null;

        using var hash = IncrementalHash.CreateHash(_algorithm);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {length}\0"));
        var buffer = new byte[(int)Math.Min(length + 1, 64 * 1024)];
        var seen = 0L;
        for (int read; seen <= length && (read = content.Read(buffer)) > 0; seen += read)
            hash.AppendData(buffer, 0, read);

        return seen == length ? Convert.ToHexStringLower(hash.GetHashAndReset()) : null;
    }
}
