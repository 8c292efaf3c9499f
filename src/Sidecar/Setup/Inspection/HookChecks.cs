using Sidecar.Repository;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;

namespace Sidecar.Setup.Inspection;

/// <summary>Whether git would run our block, worktree by worktree: each can have hooks of its own.</summary>
internal sealed class HookChecks(
    RepositoryFolders folders, IReadOnlyDictionary<string, string> environment, HookBlock block, GuardFiring? guard)
{
    public IEnumerable<Check> Examine(string worktree)
    {
        var git = new GitProcess(worktree, environment);
        var name = $"hook {worktree}";
        var init = $"sidecar -C {ShellWord.Quote(worktree)} init";
        var location = HookLocation.Find(git, folders);
        var by = location.Setting is null ? "" : $", by {location.Setting}";
        if (location.Place is HookPlace.Off)
            return [Check.Failed(name, $"Git hooks are switched off here{by}.", init)];

        var hook = ByteText.Read(location.File);
        if (hook is null || HookBlock.Find(hook) is null)
        {
            var lack = hook is null ? "is no hook" : "is a hook without Sidecar's block";
            return [Check.Failed(name, $"There {lack} at {location.File}{by}: commits are not guarded here.", init)];
        }

        if (location.Place is not HookPlace.Husky && !FileModes.IsExecutable(location.File))
            return [Check.Failed(name, $"{location.File} is not executable, so git does not run it.", $"chmod +x {ShellWord.Quote(location.File)}")];

        var program = block.ProgramIn(hook);
        if (program is not null && !ProgramFolder.IsProgram(program))
            return [Check.Failed(name, $"{location.File} starts {program}, which is gone.", "sidecar doctor --fix")];

        var installed = Check.Ok(name, $"{location.File} starts {program ?? "Sidecar"}{by}.");
        return guard is null ? [installed] : [installed, guard.Fire(worktree, location.File, block)];
    }
}
