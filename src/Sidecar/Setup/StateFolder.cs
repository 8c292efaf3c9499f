using System.Text.RegularExpressions;
using Sidecar.Forecasting;
using Sidecar.Setup.Files;
using Sidecar.Storage;
using Sidecar.Watch;

namespace Sidecar.Setup;

/// <summary>Makes the state folder, and takes it away again.</summary>
/// <param name="path">The folder.</param>
/// <param name="isDefault">Whether it is the one inside git's own folder, in which nobody else keeps anything.</param>
internal sealed partial class StateFolder(string path, bool isDefault)
{
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

    /// <summary>
    /// Whether Sidecar keeps its things there. SIDECAR_STATE can name any folder, so elsewhere than in git's own its database
    /// has to tell.
    /// </summary>
    public bool IsOurs => Directory.Exists(Path) && (isDefault || StateMark.IsOn(Path));

    /// <summary>Deletes what Sidecar made in the folder, and the folder if nothing else is in it.</summary>
    public SetupStep Purge(bool dryRun)
    {
        if (!IsOurs)
        {
            return SetupStep.Failed(
                Path, "Nothing was deleted: no file state.db in this folder says that Sidecar made it.",
                "let SIDECAR_STATE name the state's folder, or unset it");
        }

        var bells = System.IO.Path.Combine(Path, MailBell.Folder);
        if (!dryRun)
            DeleteFolders();
        var entries = Directory.EnumerateFileSystemEntries(Path).Order(StringComparer.Ordinal)
            .Where(entry => entry != bells && (!dryRun || System.IO.Path.GetFileName(entry) is not ("log" or ScratchFolder.Name)))
            .ToList();
        var strange = entries.Where(entry => Directory.Exists(entry) || !Name().IsMatch(System.IO.Path.GetFileName(entry))).ToList();
        if (!dryRun)
        {
            foreach (var entry in entries.Except(strange, StringComparer.Ordinal))
                File.Delete(entry);

            // Only now: as long as there is a state, whoever waits hangs its bell up again.
            MailBell.RemoveAll(Path);
            if (Directory.Exists(bells))
                strange.Add(bells);
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

    private void DeleteFolders()
    {
        new ScratchFolder(Path).Remove();
        var folder = System.IO.Path.GetDirectoryName(LogFolder.Log(Path))!;
        if (!Directory.Exists(folder))
            return;

        foreach (var name in LogFolder.Files)
            File.Delete(System.IO.Path.Combine(folder, name));
        Folders.DeleteIfEmpty(folder);
    }

    // The database, damaged ones that were kept aside and drafts of new ones, each with what SQLite puts beside it; the
    // locks; the record of the set-up and its drafts.
    [GeneratedRegex(
        @"\A(?:(?:state|history)\.db(?:\.corrupt-[0-9]+|(?:\.[0-9a-f]{32})?\.new)?(?:-wal|-shm|-journal)?"
            + @"|(?:setup|checkpoint|watch|start|history)\.lock|watch\.start(?:\.new)?|setup\.json|\.sidecar-[a-z0-9]{8}\.[a-z0-9]{3})\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
