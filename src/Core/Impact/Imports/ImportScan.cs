using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sidecar.Claims;
using Sidecar.Impact.Imports.Languages;

namespace Sidecar.Impact.Imports;

/// <summary>
/// Finds which files of the project a file depends on, by its imports, without a compiler. What cannot be told for certain is
/// left out. Keeps what it read by content, so that the same file costs once. Safe to use from several threads.
/// </summary>
public sealed class ImportScan
{
    // Some kilobytes each: enough for the files that a crowd of agents works on, and what these name.
    private const int MaxKept = 4000;

    // What depends on more says nothing any more, and each is compared with what everybody does.
    private const int MaxOfFile = 1000;

    private static readonly ILanguage[] All =
        [new CSharpLanguage(), new ScriptLanguage(), new PythonLanguage(), new GoLanguage(), new RustLanguage(), new JavaLanguage()];

    private static readonly Dictionary<string, ILanguage> ByEnding =
        All.SelectMany(language => language.Endings, (language, ending) => (language, ending))
            .ToDictionary(pair => pair.ending, pair => pair.language, StringComparer.Ordinal);

    // Guards both: what was read, and in which order that was, so that the oldest goes first.
    private readonly Lock _lock = new();
    private readonly Dictionary<(ILanguage, Content), Mentions> _known = [];
    private readonly Queue<(ILanguage, Content)> _order = new();

    /// <summary>The dependencies of a file; none where its language is not known.</summary>
    public IReadOnlyList<Dependency> Of(RepoPath file, IProjectFiles project)
    {
        if (LanguageOf(file) is not { } language || project.Read(file) is not { } text)
            return [];

        var view = new ProjectView(project, named => MentionsOf(named, project));
        var itself = ClaimPattern.OfFile(file);
        return language.Resolve(file, MentionsOf(language, text), view)
            .Distinct()
            .Where(pattern => pattern != itself)
            .Take(MaxOfFile)
            .Select(pattern => new Dependency(pattern, DependencySource.Scanned, file))
            .ToList();
    }

    private static ILanguage? LanguageOf(RepoPath file) => ByEnding.GetValueOrDefault(Path.GetExtension(file.ToString()));

    private Mentions MentionsOf(RepoPath file, IProjectFiles project) =>
        LanguageOf(file) is { } language && project.Read(file) is { } text ? MentionsOf(language, text) : Mentions.None;

    private Mentions MentionsOf(ILanguage language, string text)
    {
        var key = (language, Content.Of(text));
        lock (_lock)
        {
            if (_known.TryGetValue(key, out var known))
                return known;
        }

        // Outside of the lock: two who read the same at once come to the same.
        var mentions = language.Read(text);
        lock (_lock)
        {
            if (_known.TryAdd(key, mentions))
                _order.Enqueue(key);
            if (_order.Count > MaxKept)
                _known.Remove(_order.Dequeue());
        }

        return mentions;
    }

    private readonly record struct Content(UInt128 Hash, int Length)
    {
        public static Content Of(string text)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
            return new Content(MemoryMarshal.Read<UInt128>(hash), text.Length);
        }
    }
}
