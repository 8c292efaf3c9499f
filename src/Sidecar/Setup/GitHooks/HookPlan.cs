using Sidecar.Hooks;
using Sidecar.Setup.Files;

namespace Sidecar.Setup.GitHooks;

/// <summary>Thinks out what to do with a git hook. Reads files; changes none.</summary>
/// <param name="name">Which hook.</param>
/// <param name="program">The program that it starts, absolute.</param>
internal sealed class HookPlan(string name, string program)
{
    private readonly HookBlock _block = HookBlock.For(name, program);

    /// <summary>How our block gets into the hook of this place.</summary>
    /// <param name="location">The place; neither off nor outside.</param>
    /// <param name="recorded">What an earlier init did to the same file, or null.</param>
    public PlannedStep Install(HookLocation location, RecordedFile? recorded)
    {
        var file = location.FileOf(name);
        if (new FileInfo(file).LinkTarget is not null)
            return new PlannedStep(HookAdvice.Link(file, program));

        var hook = ByteText.Read(file);
        if (hook is null)
            return Create(location, recorded);
        if (HookBlock.Find(hook) is not null)
            return Renew(location, hook, recorded);

        return Refusal(location, hook) is { } refusal ? new PlannedStep(refusal) : Add(location, hook);
    }

    /// <summary>How our block gets out of a hook again.</summary>
    public PlannedStep? Uninstall(string path, RecordedFile? recorded)
    {
        if (ByteText.Read(path) is not { } hook || new FileInfo(path).LinkTarget is not null)
            return recorded is null ? null : Forgotten(path, "is gone already");
        if (HookBlock.IsDamaged(hook))
            return new PlannedStep(HookAdvice.Damaged(path));

        var left = Without(hook, recorded);
        if (left == hook)
            return recorded is null ? null : Forgotten(path, "holds nothing of Sidecar any more");

        var isOurs = left == HookBlock.Remove(_block.WholeFile) || left.Length == 0;
        var goes = isOurs && (recorded?.Created ?? true);
        var edit = new FileEdit(path, hook, goes ? null : left);
        var step = goes
            ? new SetupStep(path, SetupEffect.Removed, "It was Sidecar's own.", edit.Difference)
            : new SetupStep(path, SetupEffect.Changed, "Sidecar's block is out of it.", edit.Difference);
        return new PlannedStep(step, edit, Record: null, Remembers: true);
    }

    private static PlannedStep Forgotten(string path, string why) => new(
        new SetupStep(path, SetupEffect.Unchanged, $"It {why}."), Remembers: true);

    // What was put in comes out exactly; after somebody edited it, what stands between the marks.
    private static string Without(string hook, RecordedFile? recorded)
    {
        var at = recorded is null ? -1 : hook.IndexOf(recorded.Inserted, StringComparison.Ordinal);
        return at >= 0 ? hook.Remove(at, recorded!.Inserted.Length) : HookBlock.Remove(hook);
    }

    private string What => name == HookName.PreCommit ? "The commit guard" : "The call that tells changes made by git from edits";

    private SetupStep? Refusal(HookLocation location, string hook)
    {
        var file = location.FileOf(name);
        if (HookBlock.IsDamaged(hook))
            return HookAdvice.Damaged(file);
        if (!HookScript.IsShell(hook))
            return HookAdvice.NotShell(file, program);
        if (HookScript.HasCarriageReturns(hook))
            return HookAdvice.CarriageReturns(file);

        return location.Runs(name) ? null : HookAdvice.NotExecutable(file);
    }

    private PlannedStep Create(HookLocation location, RecordedFile? recorded)
    {
        var file = location.FileOf(name);
        var text = location.IsStartedByHusky(name) ? _block.Text : _block.WholeFile;
        var folder = Path.GetDirectoryName(file)!;
        var edit = new FileEdit(file, Before: null, text, FileModes.Program);
        var step = new SetupStep(file, SetupEffect.Created, $"{What}.{Note(location)}", edit.Difference);
        var record = new RecordedFile(file, RecordedKind.Hook, _block.Text)
        {
            Created = true,

            // The folder may be there because of our other hooks only.
            CreatedFolder = Directory.Exists(folder) ? recorded?.CreatedFolder : folder,
        };
        return new PlannedStep(step, edit, record, Remembers: true);
    }

    private PlannedStep Add(HookLocation location, string hook)
    {
        var file = location.FileOf(name);
        var edit = new FileEdit(file, hook, _block.Insert(hook));
        var says = $"{What} comes first, then the hook runs as before.{Note(location)}";
        var step = new SetupStep(file, SetupEffect.Changed, says, edit.Difference);
        var record = new RecordedFile(file, RecordedKind.Hook, _block.InsertedInto(hook));
        return new PlannedStep(step, edit, record, Remembers: true);
    }

    private PlannedStep Renew(HookLocation location, string hook, RecordedFile? recorded)
    {
        var file = location.FileOf(name);
        var isOwn = hook == _block.WholeFile || recorded is { Created: true };
        if (!location.Runs(name) && !isOwn)
            return new PlannedStep(HookAdvice.NotExecutable(file));

        var renewed = _block.Renew(hook);
        if (renewed == hook && location.Runs(name))
            return new PlannedStep(new SetupStep(file, SetupEffect.Unchanged, $"{What}."));

        UnixFileMode? mode = location.Runs(name) ? null : FileModes.Program;
        var edit = new FileEdit(file, hook, renewed, mode);
        var step = new SetupStep(file, SetupEffect.Changed, $"{What} is up to date.", edit.Difference);
        var record = recorded is null ? null : recorded with { Inserted = HookBlock.InsertedAs(recorded.Inserted, renewed) };
        return new PlannedStep(step, edit, record, Remembers: record is not null);
    }

    private string Note(HookLocation location)
    {
        if (location.Place is HookPlace.Repository)
            return "";

        var elsewhere = name == HookName.PreCommit ? "commits only get a line that it is missing" : "it does nothing";
        return $" It lies in the worktree, by {location.Setting}: committed, it names a program of this machine, and elsewhere {elsewhere}.";
    }
}
