using System.Buffers.Text;
using System.Text;
using Sidecar.Repository;

namespace Sidecar.History;

/// <summary>
/// Reads what "git log --raw -z --format=%x00%H%x00%ct%x00%ae" prints: an empty part and three of the header, which are counted
/// because the author may be empty too; then for each file ":mode mode blob blob status" (the first after a newline) and its
/// path, two of them where it was renamed or copied.
/// </summary>
internal sealed class GitLogParser(NulParts parts)
{
    private readonly PathTexts _paths = new();
    private bool _hasBegun;
    private bool _isAtHeader;

    /// <summary>The next commit; null after the last one.</summary>
    /// <exception cref="SidecarException">It is nothing of the kind.</exception>
    public CommitFiles? Next()
    {
        if (!_hasBegun && ReadFiles() is { Count: > 0 } headless)
            throw Odd(headless[0].Path.ToString());
        _hasBegun = true;
        if (!_isAtHeader)
            return null;

        var id = Encoding.ASCII.GetString(Part());
        var at = Time(Part());
        var author = Encoding.UTF8.GetString(Part());
        return new CommitFiles(id, at, author, ReadFiles());
    }

    // Up to and with the empty part before the next header, or to the end.
    private List<ChangedFile> ReadFiles()
    {
        var files = new List<ChangedFile>();
        while (parts.TryNext(out var part))
        {
            if (part.IsEmpty)
            {
                _isAtHeader = true;
                return files;
            }

            if (ReadFile(Kind(part)) is { } file)
                files.Add(file);
        }

        _isAtHeader = false;
        return files;
    }

    // Null for what no file here can be called; nobody could ask for it.
    private ChangedFile? ReadFile(CommitChange change)
    {
        var first = _paths.Read(Part());
        if (change is not (CommitChange.Renamed or CommitChange.Copied))
            return first is { } path ? new ChangedFile(change, path) : null;

        return (first, _paths.Read(Part())) is ({ } from, { } to) ? new ChangedFile(change, to, from) : null;
    }

    private static CommitChange Kind(ReadOnlySpan<byte> entry)
    {
        var fields = entry.TrimStart((byte)'\n');
        var status = fields[(fields.LastIndexOf((byte)' ') + 1)..];
        if (fields is not [(byte)':', ..] || status.IsEmpty)
            throw Odd(Encoding.UTF8.GetString(entry));

        return status[0] switch
        {
            (byte)'M' or (byte)'T' => CommitChange.Modified,
            (byte)'A' => CommitChange.Added,
            (byte)'D' => CommitChange.Deleted,
            (byte)'R' => CommitChange.Renamed,
            (byte)'C' => CommitChange.Copied,
            _ => throw Odd(Encoding.UTF8.GetString(entry)),
        };
    }

    // A commit can carry any number, or none: what lies outside of all calendars is at their nearest end.
    private static DateTimeOffset Time(ReadOnlySpan<byte> seconds)
    {
        var isNumber = Utf8Parser.TryParse(seconds, out long given, out var read) && read == seconds.Length;
        return DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(
            isNumber ? given : 0, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
    }

    private ReadOnlySpan<byte> Part() => parts.TryNext(out var part) ? part : throw Odd("the end");

    private static SidecarException Odd(string text) => SidecarException.CannotTell(
        $"git log says what cannot be read here: '{Printable.Short(text, 100)}'.", "git log --raw -z");
}
