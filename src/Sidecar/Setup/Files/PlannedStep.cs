namespace Sidecar.Setup.Files;

/// <summary>A step and what it takes to make it true. Nothing has happened yet.</summary>
/// <param name="Step">What will be told, once it is done.</param>
/// <param name="Edit">The change; null where there is none.</param>
/// <param name="Record">What to remember of it for uninstall; null to forget the file, see <paramref name="Remembers"/>.</param>
/// <param name="Remembers">Whether the record of this file changes at all.</param>
internal sealed record PlannedStep(
    SetupStep Step, FileEdit? Edit = null, RecordedFile? Record = null, bool Remembers = false);
