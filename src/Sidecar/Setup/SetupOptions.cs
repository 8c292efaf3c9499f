namespace Sidecar.Setup;

/// <summary>What <c>sidecar init</c> was asked to do.</summary>
/// <param name="Clients">The clients to set up; null for the files that every client here reads.</param>
/// <param name="Hooks">Whether to install the git hooks.</param>
/// <param name="DryRun">Only tell what would change.</param>
internal sealed record SetupOptions(IReadOnlyList<string>? Clients, bool Hooks, bool DryRun);
