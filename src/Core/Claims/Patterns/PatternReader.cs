namespace Sidecar.Claims.Patterns;

/// <summary>Turns what somebody wrote into the canonical text of a pattern, or refuses it.</summary>
internal static class PatternReader
{
    /// <summary>The canonical text. Asks the disk only which names are directories, and what an absolute path means.</summary>
    public static string Read(string text, string root, string prefix)
    {
        PatternLimits.Check(text, written: text);
        var canonical = PatternText.IsResource(text) ? Resource(text) : File(text, root, prefix);
        // A subfolder or a trailing '/' may have made it longer.
        PatternLimits.Check(canonical, written: text);
        return canonical;
    }

    private static string Resource(string text)
    {
        var scheme = PatternText.SchemeLength(text);
        return text[..scheme] + string.Join('/', PatternText.Shorten(text[scheme..].Split('/')));
    }

    private static string File(string text, string root, string prefix)
    {
        // Only Windows separates by a backslash; elsewhere it is a character of a name.
        var path = OperatingSystem.IsWindows() ? text.Replace('\\', '/') : text;
        var isDirectory = path.Split('/')[^1] is "" or "." or "..";
        var segments = Path.IsPathRooted(path)
            ? PathBelowRoot.Find(Resolve(path.Split('/'), text), root) ?? throw Outside(text)
            : Resolve([.. prefix.Split('/'), .. path.Split('/')], text);
        if (segments.Count == 0)
            return PatternText.AnyDepth;
        if (segments.Any(IsGitFolder))
            throw PatternLimits.Refusal(text, "is inside git's own folder");

        var joined = string.Join('/', segments);
        if (joined.Contains('*'))
            return PatternText.File(Glob(segments, isDirectory));

        return PatternText.File(isDirectory || IsDirectory(root, joined) ? joined + "/" : joined);
    }

    private static string Glob(IEnumerable<string> segments, bool isDirectory) =>
        string.Join('/', PatternText.Shorten(isDirectory ? segments.Append(PatternText.AnyDepth) : segments));

    private static List<string> Resolve(IEnumerable<string> parts, string text)
    {
        var segments = new List<string>();
        foreach (var part in parts.Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                segments.Add(part);
                continue;
            }

            if (segments.Count == 0)
                throw Outside(text);
            if (segments[^1].Contains('*'))
                throw PatternLimits.Refusal(text, "has '..' behind a '*', which has no one meaning");
            segments.RemoveAt(segments.Count - 1);
        }

        return segments;
    }

    // Windows drops dots and spaces at the end of a name and has short names: these all open the same folder there.
    private static bool IsGitFolder(string segment) =>
        segment.TrimEnd('.', ' ').ToUpperInvariant() is ".GIT" or "GIT~1";

    // A link to a directory is one file to git.
    private static bool IsDirectory(string root, string path) =>
        new DirectoryInfo(Path.Combine(root, path)) is { Exists: true, LinkTarget: null };

    private static SidecarException Outside(string text) => PatternLimits.Refusal(text, "is outside the repository");
}
