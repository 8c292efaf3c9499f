using Sidecar.Hooks;
using Sidecar.Repository;
using Sidecar.Setup.Clients;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;
using Sidecar.Setup.Inspection;
using Sidecar.Storage;

namespace Sidecar.Setup;

/// <summary>
/// Puts Sidecar into a repository and takes exactly that out again. Each step stands for itself: where one fails, it says
/// why, and the others are done.
/// </summary>
internal sealed class RepositorySetup(
    RepositoryFolders folders, GitProcess git, IReadOnlyDictionary<string, string> environment, ProgramFolder programs)
{
    private readonly StateFolder _state = new(
        folders.StateFolder(environment), isDefault: folders.StateFolder(environment) == folders.DefaultStateFolder);

    /// <summary>Sets the repository up. Again changes nothing.</summary>
    /// <exception cref="SidecarException">A client is not known, or the state cannot be made.</exception>
    public SetupReport Install(SetupOptions options)
    {
        var wantMcpJson = KnownClients.WantMcpJson(options.Clients);
        var steps = new List<SetupStep> { _state.Create(options.DryRun) };
        using var onlyOne = options.DryRun ? null : SetupLock.Take(_state.Path);
        var work = new SetupWork(new SetupRecord(_state.Path), options.DryRun);
        if (options.Hooks)
            steps.AddRange(InstallHooks(work));
        if (wantMcpJson)
            steps.Add(InstallMcpJson(work));
        return new SetupReport(steps);
    }

    /// <summary>Takes out what was put in, in every worktree.</summary>
    /// <param name="purge">Whether the state goes too, with all messages.</param>
    /// <param name="dryRun">Only tell what would change.</param>
    public SetupReport Uninstall(bool purge, bool dryRun)
    {
        var steps = new List<SetupStep>();
        var hasFolder = Directory.Exists(_state.Path);
        using (_state.IsOurs && !dryRun ? SetupLock.Take(_state.Path) : null)
        {
            var work = new SetupWork(new SetupRecord(_state.Path), dryRun);
            foreach (var (path, kind) in Candidates(work.Record))
            {
                if (work.Do(path, recorded => PlanRemoval(path, kind, recorded)) is { } step)
                    steps.Add(kind is RecordedKind.Mcp && !dryRun ? WithCommit(step) : step);
            }

            if (hasFolder && purge)
                steps.Add(_state.Purge(dryRun));
            else if (SidecarDatabase.Exists(_state.Path))
                steps.Add(_state.Keep());
        }

        return new SetupReport(steps);
    }

    /// <summary>What <c>sidecar doctor</c> looks at. Changes nothing.</summary>
    public IReadOnlyList<Check> Inspect() => new Doctor(folders, git, environment, programs).Examine();

    /// <summary>Puts right what can be put right without asking: a damaged state, and the hooks where they are ours.</summary>
    public SetupReport Repair()
    {
        var steps = new List<SetupStep>();
        if (!SidecarDatabase.Exists(_state.Path))
            return new SetupReport(steps);

        // Looked at under the lock: two repairs at once would move the new state aside as well.
        using var onlyOne = SetupLock.Take(_state.Path);
        if (DamagedState.Is(_state.Path, SidecarState.HookPatience))
            steps.Add(Renew(DamagedState.KeepAside(_state.Path)));
        steps.AddRange(InstallHooks(new SetupWork(new SetupRecord(_state.Path), DryRun: false)));
        return new SetupReport(steps);
    }

    private IReadOnlyList<SetupStep> InstallHooks(SetupWork work)
    {
        if (!ProgramFolder.IsProgram(programs.Hook))
            return [Missing(programs.Hook)];

        var location = HookLocation.Find(git, folders);
        return HookAdvice.WhyNone(location, folders) is { } none
            ? [none]
            : [.. HookName.All.Select(hook => work.Do(
                location.FileOf(hook), recorded => new HookPlan(hook, programs.Hook).Install(location, recorded))!)];
    }

    private SetupStep InstallMcpJson(SetupWork work)
    {
        if (!ProgramFolder.IsProgram(programs.Server))
            return Missing(programs.Server);

        var named = Path.Combine(folders.Worktree, McpJsonPlan.FileName);
        var path = McpJsonPlan.TargetInside(folders.Worktree, named) ?? named;
        return work.Do(path, recorded => new McpJsonPlan(programs, environment).Install(folders.Worktree, recorded))!;
    }

    private static SetupStep Missing(string program) => SetupStep.Failed(
        program, $"The program {program} is missing; nothing was put in that would start it.", "install Sidecar again, then run sidecar init");

    private IEnumerable<(string Path, RecordedKind Kind)> Candidates(SetupRecord record)
    {
        if (record.Files.Count > 0)
            return record.Files.Select(file => (file.Path, file.Kind));

        // The record is lost, or there never was one: what bears our marks is ours.
        var location = HookLocation.Find(git, folders);
        var isInReach = HookAdvice.WhyNone(location, folders) is null;
        var hooks = HookName.All.Where(_ => isInReach).Select(hook => (location.FileOf(hook), RecordedKind.Hook));
        var json = McpJsonPlan.TargetInside(folders.Worktree, Path.Combine(folders.Worktree, McpJsonPlan.FileName));
        return json is null ? hooks : hooks.Append((json, RecordedKind.Mcp));
    }

    private PlannedStep? PlanRemoval(string path, RecordedKind kind, RecordedFile? recorded) => kind is RecordedKind.Hook
        ? new HookPlan(Path.GetFileName(path), programs.Hook).Uninstall(path, recorded)
        : new McpJsonPlan(programs, environment).Uninstall(path, recorded);

    // Whoever has the entry in git still has it in every other clone.
    private SetupStep WithCommit(SetupStep step)
    {
        if (step.Effect is not (SetupEffect.Removed or SetupEffect.Changed))
            return step;

        var (folder, name) = (Path.GetDirectoryName(step.Path)!, Path.GetFileName(step.Path));
        return git.Run(["-C", folder, "diff", "--quiet", "HEAD", "--", name]).ExitCode == 1
            ? step with { Next = $"git -C {ShellWord.Quote(folder)} commit -m 'Take Sidecar out' -- {ShellWord.Quote(name)}" }
            : step;
    }

    private SetupStep Renew(string aside)
    {
        SidecarDatabase.Create(_state.Path);
        return new SetupStep(
            aside, SetupEffect.Changed,
            $"The state was damaged. It is kept as {aside}, and a new one was made: claims and messages start anew.",
            Next: "restart the agents that work here");
    }
}
