using System.Text.Json;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>What "paths" and "baseUrl" of the nearest tsconfig.json or jsconfig.json say; what it extends is not read.</summary>
internal sealed class ScriptPaths
{
    private const int MaxPatterns = 500;
    private const int MaxTargets = 20;

    // As long as any path; what is put together of two of them is then bounded too.
    private const int MaxLength = 1000;

    private static readonly JsonDocumentOptions WithComments =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string? _base;
    private readonly IReadOnlyList<(string Pattern, IReadOnlyList<string> Targets)> _patterns;
    private readonly string _folder;

    private ScriptPaths(string folder, string? baseUrl, IReadOnlyList<(string, IReadOnlyList<string>)> patterns) =>
        (_folder, _base, _patterns) = (folder, baseUrl, patterns);

    /// <summary>Reads it; null where there is none, or nothing of use in it.</summary>
    public static ScriptPaths? Read(string folder, ProjectView project)
    {
        if (project.Nearest(folder, "tsconfig.json", "jsconfig.json") is not { } config || project.Read(config.File) is not { } text)
            return null;

        try
        {
            using var json = JsonDocument.Parse(text, WithComments);
            return Read(config.Folder, json.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter for half a surrogate pair in a name or text: that is JSON, and no text.
            return null;
        }
    }

    /// <summary>The file that a specifier means which is not relative; null for none of the project's.</summary>
    public RepoPath? Find(string specifier, ProjectView project)
    {
        if (specifier.Length > MaxLength)
            return null;

        var matching = _patterns.Where(entry => Star(entry.Pattern, specifier) is not null).ToList();
        if (matching.Count == 0)
            return _base is null ? null : ScriptFiles.Find(_base, specifier, project);

        // An exact one, else the one that says most before its star; of its targets the first that is there.
        var best = matching.MaxBy(entry => entry.Pattern.Contains('*') ? entry.Pattern.IndexOf('*') : int.MaxValue);
        var star = Star(best.Pattern, specifier)!;
        return best.Targets
            .Select(target => ScriptFiles.Find(_base ?? _folder, target.Replace("*", star, StringComparison.Ordinal), project))
            .OfType<RepoPath>().Select(found => (RepoPath?)found).FirstOrDefault();
    }

    private static ScriptPaths? Read(string folder, JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("compilerOptions", out var options)
            || options.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var baseUrl = options.TryGetProperty("baseUrl", out var url) && url.ValueKind is JsonValueKind.String
            && url.GetString() is { Length: <= MaxLength } from
            ? ProjectView.Normalise(folder, from)
            : null;
        // Another file may say where these begin.
        var isElsewhere = baseUrl is null && root.TryGetProperty("extends", out _);
        var patterns = !isElsewhere && options.TryGetProperty("paths", out var paths) && paths.ValueKind is JsonValueKind.Object
            ? paths.EnumerateObject().Take(MaxPatterns).Where(path => IsPattern(path.Name)).Select(path => (path.Name, Targets(path.Value))).ToList()
            : [];
        return baseUrl is null && patterns.Count == 0 ? null : new ScriptPaths(folder, baseUrl, patterns);
    }

    private static IReadOnlyList<string> Targets(JsonElement list) => list.ValueKind is JsonValueKind.Array
        ? [.. list.EnumerateArray().Take(MaxTargets).Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!).Where(IsPattern)]
        : [];

    // TypeScript refuses those with several stars.
    private static bool IsPattern(string text) => text.Length <= MaxLength && text.Count(letter => letter == '*') <= 1;

    /// <summary>What the star of a pattern stands for in a specifier; null where it does not match.</summary>
    private static string? Star(string pattern, string specifier)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return pattern == specifier ? "" : null;

        var tail = pattern.Length - star - 1;
        return specifier.Length >= star + tail && specifier.AsSpan().StartsWith(pattern.AsSpan(0, star))
            && specifier.AsSpan().EndsWith(pattern.AsSpan(star + 1))
            ? specifier[star..^tail]
            : null;
    }
}
