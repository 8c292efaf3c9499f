using Sidecar.Claims;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>How one language imports.</summary>
internal interface ILanguage
{
    /// <summary>How the names of its files end.</summary>
    IReadOnlyList<string> Endings { get; }

    /// <summary>What a file says. By its text alone, so that it can be kept.</summary>
    Mentions Read(string text);

    /// <summary>The files, or all files of a kind in a folder, that a file depends on. What cannot be told for certain is left out.</summary>
    IEnumerable<ClaimPattern> Resolve(RepoPath file, Mentions mentions, ProjectView project);
}
