using Sidecar.Operations;

namespace Sidecar.Repository;

/// <summary>Reads what git prints for <c>--raw --no-abbrev --no-renames -z</c>: ":mode mode blob blob status", NUL, path, NUL.</summary>
public static class RawDifference
{
    private const int BeforeField = 2;
    private const int AfterField = 3;

    /// <summary>All entries, in git's order.</summary>
    /// <param name="text">What git printed.</param>
    /// <param name="question">The command, for the words of a problem.</param>
    /// <exception cref="SidecarException">It is nothing of the kind.</exception>
    public static List<CommittedFile> Parse(string text, string question)
    {
        var fields = text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var files = new List<CommittedFile>(fields.Length / 2);
        for (var at = 0; at + 1 < fields.Length; at += 2)
        {
            var parts = fields[at].TrimStart('\n', ':').Split(' ');
            if (parts.Length <= AfterField)
                throw Odd(fields[at], question);

            var path = RepoPath.TryParse(fields[at + 1], out var known) ? known : throw Odd(fields[at + 1], question);
            files.Add(new CommittedFile(path, Blob(parts[BeforeField]), Blob(parts[AfterField])));
        }

        return files;
    }

    private static string? Blob(string id) => id.All(digit => digit == '0') ? null : id;

    private static SidecarException Odd(string text, string question) => SidecarException.CannotTell(
        $"git names a file '{Printable.Short(text, 300)}', which is no path here.", question);
}
