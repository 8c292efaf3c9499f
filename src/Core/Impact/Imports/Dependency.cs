using Sidecar.Claims;

namespace Sidecar.Impact.Imports;

/// <summary>What a piece of work depends on.</summary>
/// <param name="On">The file, directory or pattern.</param>
/// <param name="Source">Where that is known from.</param>
/// <param name="Of">The file whose import says so; null where it was declared.</param>
public sealed record Dependency(ClaimPattern On, DependencySource Source, RepoPath? Of = null);
