using Sidecar.Claims;
using Sidecar.Impact.Imports;

namespace Sidecar.Impact;

/// <summary>A piece of work that somebody is about to do, or asks about.</summary>
/// <param name="Files">The files, directories, patterns and resources that it is about.</param>
/// <param name="DependsOn">What it depends on, as declared and as found in its files.</param>
/// <param name="Symbols">The names in those files that it is about; empty where none were given.</param>
public sealed record Undertaking(IReadOnlyList<ClaimPattern> Files, IReadOnlyList<Dependency> DependsOn, IReadOnlyList<string> Symbols);
