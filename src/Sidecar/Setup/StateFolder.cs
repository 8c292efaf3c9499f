using Sidecar.Setup.Files;
using Sidecar.Storage;

namespace Sidecar.Setup;

/// <summary>Makes the state folder, and takes it away again.</summary>
internal sealed class StateFolder(string path)
{
    private static readonly string[] Known = ["state.db", "history.db", SetupRecord.FileName];

    public string Path { get; } = path;

    private string Database => System.IO.Path.Combine(Path, "state.db");

    public SetupStep Create(bool dryRun)
    {
        var exists = SidecarDatabase.Exists(Path);
        if (exists || (!dryRun && !SidecarDatabase.Create(Path)))
            return new SetupStep(Database, SetupEffect.Unchanged, "Shared by all worktrees, never committed.");

        return new SetupStep(Database, SetupEffect.Created, "Shared by all worktrees, never committed.");
    }

    public SetupStep Keep() => new(
        Path, SetupEffect.Skipped, "Kept, with its messages and log.", Next: "sidecar uninstall --purge");

    /// <summary>Deletes what Sidecar made in the folder, and the folder if nothing else is in it.</summary>
    public SetupStep Purge(bool dryRun)
    {
        var entries = Directory.EnumerateFileSystemEntries(Path).Order(StringComparer.Ordinal).ToList();
        var strange = entries.Where(entry => !IsOurs(System.IO.Path.GetFileName(entry))).ToList();
        if (!dryRun)
        {
            foreach (var entry in entries.Except(strange, StringComparer.Ordinal))
                Delete(entry);
            Folders.DeleteIfEmpty(Path);
        }

        const string Warning = "Agents that are still connected have lost their claims and messages.";
        return strange.Count == 0
            ? new SetupStep(Path, SetupEffect.Removed, $"The state is gone. {Warning}")
            : new SetupStep(
                Path, SetupEffect.Changed,
                $"The state is gone, except what Sidecar did not make: "
                    + $"{string.Join(", ", strange.Select(entry => Printable.OneLine(System.IO.Path.GetFileName(entry))))}. {Warning}");
    }

    // "state.db-wal", "state.db.corrupt-1" and "state.db.….new" belong to the database as well.
    private static bool IsOurs(string name) =>
        name is "log"
        || name.EndsWith(".lock", StringComparison.Ordinal)
        || Known.Any(known => name == known
            || name.StartsWith(known + "-", StringComparison.Ordinal)
            || name.StartsWith(known + ".", StringComparison.Ordinal));

    private static void Delete(string entry)
    {
        if (Directory.Exists(entry) && new DirectoryInfo(entry).LinkTarget is null)
            Directory.Delete(entry, recursive: true);
        else
            File.Delete(entry);
    }
}
