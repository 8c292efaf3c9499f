using Sidecar.Hooks;
using Sidecar.Repository;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;

namespace Sidecar.Setup;

/// <summary>
/// Keeps installed hooks going when the programs moved, as they do with every update of a package. Starts no git: every
/// command does this first.
/// </summary>
internal sealed class StaleStubs(
    RepositoryFolders folders, IReadOnlyDictionary<string, string> environment, ProgramFolder programs)
{
    /// <summary>Points our hooks to our program where the one they name is gone; whether there was one to change.</summary>
    public bool TryRepairStub()
    {
        var state = folders.StateFolder(environment);
        if (!Directory.Exists(state) || !ProgramFolder.IsProgram(programs.Hook))
            return false;

        try
        {
            var record = new SetupRecord(state);
            var recorded = record.Files.Where(file => file.Kind is RecordedKind.Hook).Select(file => file.Path);
            var usual = HookName.All.Select(hook => Path.Combine(folders.CommonDirectory, "hooks", hook));
            var repaired = recorded.Concat(usual).Distinct(StringComparer.Ordinal).Where(hook => Repair(hook, record)).ToList();
            return repaired.Count > 0;
        }
        catch (Exception notAllowed) when (notAllowed is IOException or UnauthorizedAccessException)
        {
            return false; // the guard's stub says at each commit that its program is gone
        }
    }

    private bool Repair(string hook, SetupRecord record)
    {
        if (new FileInfo(hook).LinkTarget is not null || ByteText.Read(hook) is not { } text || HookBlock.Find(text) is null)
            return false;

        var block = HookBlock.For(Path.GetFileName(hook), programs.Hook);
        if (block.ProgramIn(text) is not { } program || File.Exists(program))
            return false;

        var renewed = block.Renew(text);
        if (record.Find(hook) is { } recorded)
            record.Put(recorded with { Inserted = HookBlock.InsertedAs(recorded.Inserted, renewed) });
        new FileEdit(hook, text, renewed).Apply();
        return true;
    }
}
