using Sidecar.Hooks;
using Sidecar.Repository;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;

namespace Sidecar.Setup.Inspection;

/// <summary>Whether git would run our blocks, worktree by worktree: each can have hooks of its own.</summary>
internal sealed class HookChecks(
    RepositoryFolders folders, IReadOnlyDictionary<string, string> environment, ProgramFolder programs, GuardFiring? guard)
{
    public IEnumerable<Check> Examine(string worktree)
    {
        var location = HookLocation.Find(new GitProcess(worktree, environment), folders);
        return location.Place is HookPlace.Off
            ? [Check.Failed($"hook {worktree}", $"Git hooks are switched off here{By(location)}.", Init(worktree))]
            : [.. Guard(worktree, location), Notices(worktree, location)];
    }

    private static string Init(string worktree) => $"sidecar -C {ShellWord.Quote(worktree)} init";

    private static string By(HookLocation location) => location.Setting is null ? "" : $", by {location.Setting}";

    private IEnumerable<Check> Guard(string worktree, HookLocation location)
    {
        var name = $"hook {worktree}";
        var file = location.FileOf(HookName.PreCommit);
        var hook = ByteText.Read(file);
        if (hook is null || HookBlock.Find(hook) is null)
        {
            var lack = hook is null ? "is no hook" : "is a hook without Sidecar's block";
            return [Check.Failed(name, $"There {lack} at {file}{By(location)}: commits are not guarded here.", Init(worktree))];
        }

        if (!location.Runs(HookName.PreCommit))
            return [Check.Failed(name, $"{file} is not executable, so git does not run it.", $"chmod +x {ShellWord.Quote(file)}")];

        var block = HookBlock.For(HookName.PreCommit, programs.Hook);
        var program = block.ProgramIn(hook);
        if (program is not null && !ProgramFolder.IsProgram(program))
            return [Check.Failed(name, $"{file} starts {program}, which is gone.", "sidecar doctor --fix")];

        var installed = Check.Ok(name, $"{file} starts {program ?? "Sidecar"}{By(location)}.");
        return guard is null ? [installed] : [installed, guard.Fire(worktree, file, block)];
    }

    // Work goes on without them, so that a lack of them is no more than something to know about.
    private Check Notices(string worktree, HookLocation location)
    {
        var name = $"notices {worktree}";
        var lacks = HookName.Notices
            .Select(hook => (Hook: hook, Why: WhyUnnoticed(location, hook)))
            .Where(notice => notice.Why is not null)
            .GroupBy(notice => notice.Why, notice => notice.Hook, StringComparer.Ordinal)
            .Select(lack => $"{string.Join(", ", lack)} {lack.Key}")
            .ToList();
        return lacks.Count == 0
            ? Check.Ok(name, $"Git tells Sidecar what it changes{By(location)}.")
            : new Check(
                name, CheckResult.Warning,
                $"In {location.Folder}{By(location)}: {string.Join("; ", lacks)}. Changes made by git are not told apart from edits.",
                Init(worktree));
    }

    private string? WhyUnnoticed(HookLocation location, string hook)
    {
        var text = ByteText.Read(location.FileOf(hook));
        if (text is null || HookBlock.Find(text) is null)
            return text is null ? "missing" : "without Sidecar's block";
        if (!location.Runs(hook))
            return "not executable";

        return HookBlock.For(hook, programs.Hook).ProgramIn(text) is { } program && !ProgramFolder.IsProgram(program)
            ? $"starting {program}, which is gone"
            : null;
    }
}
