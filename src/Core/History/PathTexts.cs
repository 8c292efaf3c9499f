using System.Text;

namespace Sidecar.History;

/// <summary>Paths as git prints them, each made once however often it is read: a history names the same files again and again.</summary>
internal sealed class PathTexts
{
    private readonly Dictionary<string, RepoPath?>.AlternateLookup<ReadOnlySpan<char>> _known =
        new Dictionary<string, RepoPath?>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private char[] _characters = new char[512];

    /// <summary>The path; null for what is none inside a repository.</summary>
    public RepoPath? Read(ReadOnlySpan<byte> bytes)
    {
        if (_characters.Length < bytes.Length)
            _characters = new char[bytes.Length];

        var text = _characters.AsSpan(0, Encoding.UTF8.GetChars(bytes, _characters));
        if (_known.TryGetValue(text, out var known))
            return known;

        RepoPath? path = RepoPath.TryParse(text.ToString(), out var parsed) ? parsed : null;
        _known[text] = path;
        return path;
    }
}
