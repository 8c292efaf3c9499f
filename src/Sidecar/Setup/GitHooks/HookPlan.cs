using Sidecar.Repository;
using Sidecar.Setup.Files;

namespace Sidecar.Setup.GitHooks;

/// <summary>Thinks out what to do with a git hook. Reads files; changes none.</summary>
internal sealed class HookPlan(HookBlock block, string program, RepositoryFolders folders)
{
    /// <summary>How our block gets into the hook of this place.</summary>
    /// <param name="location">The place.</param>
    /// <param name="recorded">What an earlier init did to the same file, or null.</param>
    public PlannedStep Install(HookLocation location, RecordedFile? recorded)
    {
        if (location.Place is HookPlace.Off)
            return new PlannedStep(HookAdvice.SwitchedOff(location, folders));
        if (location.Place is HookPlace.Outside)
            return new PlannedStep(HookAdvice.Outside(location, folders));
        if (new FileInfo(location.File).LinkTarget is not null)
            return new PlannedStep(HookAdvice.Link(location.File, program));

        var hook = ByteText.Read(location.File);
        if (hook is null)
            return Create(location);
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

        var isOurs = left == HookBlock.Remove(block.WholeFile) || left.Length == 0;
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

    private SetupStep? Refusal(HookLocation location, string hook)
    {
        if (HookBlock.IsDamaged(hook))
            return HookAdvice.Damaged(location.File);
        if (!HookScript.IsShell(hook))
            return HookAdvice.NotShell(location.File, program);
        if (HookScript.HasCarriageReturns(hook))
            return HookAdvice.CarriageReturns(location.File);

        return RunsAsItIs(location) ? null : HookAdvice.NotExecutable(location.File);
    }

    // Husky starts its hooks by "sh FILE", whatever their mode.
    private static bool RunsAsItIs(HookLocation location) =>
        location.Place is HookPlace.Husky || FileModes.IsExecutable(location.File);

    private PlannedStep Create(HookLocation location)
    {
        var text = location.Place is HookPlace.Husky ? block.Text : block.WholeFile;
        var folder = Path.GetDirectoryName(location.File)!;
        var edit = new FileEdit(location.File, Before: null, text, FileModes.Program);
        var step = new SetupStep(
            location.File, SetupEffect.Created, $"The commit guard.{Note(location)}", edit.Difference);
        var record = new RecordedFile(location.File, RecordedKind.Hook, block.Text)
        {
            Created = true,
            CreatedFolder = Directory.Exists(folder) ? null : folder,
        };
        return new PlannedStep(step, edit, record, Remembers: true);
    }

    private PlannedStep Add(HookLocation location, string hook)
    {
        var edit = new FileEdit(location.File, hook, block.Insert(hook));
        var says = $"The commit guard comes first, then the hook runs as before.{Note(location)}";
        var step = new SetupStep(location.File, SetupEffect.Changed, says, edit.Difference);
        var record = new RecordedFile(location.File, RecordedKind.Hook, block.InsertedInto(hook));
        return new PlannedStep(step, edit, record, Remembers: true);
    }

    private PlannedStep Renew(HookLocation location, string hook, RecordedFile? recorded)
    {
        var isOwn = hook == block.WholeFile || recorded is { Created: true };
        if (!RunsAsItIs(location) && !isOwn)
            return new PlannedStep(HookAdvice.NotExecutable(location.File));

        var renewed = block.Renew(hook);
        if (renewed == hook && RunsAsItIs(location))
            return new PlannedStep(new SetupStep(location.File, SetupEffect.Unchanged, "The commit guard."));

        UnixFileMode? mode = RunsAsItIs(location) ? null : FileModes.Program;
        var edit = new FileEdit(location.File, hook, renewed, mode);
        var step = new SetupStep(
            location.File, SetupEffect.Changed, "The commit guard is up to date.", edit.Difference);
        var record = recorded is null ? null : recorded with { Inserted = HookBlock.InsertedAs(recorded.Inserted, renewed) };
        return new PlannedStep(step, edit, record, Remembers: record is not null);
    }

    private static string Note(HookLocation location) => location.Place is HookPlace.Repository
        ? ""
        : $" It lies in the worktree, by {location.Setting}: committed, it names a program of this machine, and elsewhere commits only get a line that it is missing.";
}
