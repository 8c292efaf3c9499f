using System.Reflection;
using Sidecar.Repository;
using Sidecar.Setup.Clients;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;
using Sidecar.Storage;

namespace Sidecar.Setup.Inspection;

/// <summary>Looks at everything that must work together in a repository. Changes nothing.</summary>
internal sealed class Doctor(
    RepositoryFolders folders, GitProcess git, IReadOnlyDictionary<string, string> environment, ProgramFolder programs)
{
    // The first git that can run a hook by itself.
    private static readonly Version FirstWithHookRun = new(2, 36);

    // Its walks over an index that changes meanwhile can crash.
    private static readonly Version Crashing = new(2, 51, 0);

    public IReadOnlyList<Check> Examine()
    {
        var version = GitVersion();
        var state = Known("state", State);
        return
        [
            state,
            .. Programs(),
            .. Hooks(version).Select(check => Seen(check, state)),
            Known("mcp", Mcp),
            Known("settings", Settings),
            GitCheck(version),
            Check.Ok("sqlite", $"SQLite {SidecarDatabase.SqliteVersion}; only one process at a time writes its log back."),
            Check.Ok("sidecar", $"Sidecar {Assembly.GetExecutingAssembly().GetName().Version!.ToString(3)}"),
        ];
    }

    // The guard is tried on a state of its own; in a commit it has only the shared one to look at.
    private static Check Seen(Check check, Check state) =>
        check is { Result: CheckResult.Ok } && check.Name.StartsWith("guard ", StringComparison.Ordinal)
        && state.Result is (CheckResult.Failed or CheckResult.CannotTell)
            ? check with
            {
                Result = CheckResult.Warning,
                Says = $"{check.Says} But it has no state to look at: commits pass unchecked, unless sidecar.onError is refuse.",
                Next = state.Next,
            }
            : check;

    // What cannot be looked at is an answer of its own; the other checks go on.
    private static Check Known(string name, Func<Check> look)
    {
        try
        {
            return look();
        }
        catch (SidecarException unknown)
        {
            var result = unknown.Kind is ProblemKind.NotSetUp ? CheckResult.Failed : CheckResult.CannotTell;
            return new Check(name, result, unknown.Message, unknown.Next);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new Check(name, CheckResult.CannotTell, unreadable.Message, "make it readable and run sidecar doctor again");
        }
    }

    private Check State()
    {
        var folder = folders.StateFolder(environment);
        if (DamagedState.Is(folder, SidecarState.HookPatience))
            return Check.Failed("state", $"The state in {folder} is damaged.", "sidecar doctor --fix");

        using var db = SidecarDatabase.Open(folder, SidecarState.HookPatience);
        return db.IsReadOnly
            ? new Check("state", CheckResult.Warning, $"The state in {folder} can only be read here.", "run this outside the sandbox")
            : Check.Ok("state", $"The state in {folder} is sound.");
    }

    private IEnumerable<Check> Programs()
    {
        foreach (var program in new[] { programs.Command, programs.Server, programs.Hook })
        {
            var name = $"program {Path.GetFileNameWithoutExtension(program)}";
            yield return ProgramFolder.IsProgram(program)
                ? Check.Ok(name, $"{program} is there.")
                : Check.Failed(name, $"{program} is missing.", "install Sidecar again");
        }
    }

    private List<Check> Hooks(Version? version)
    {
        var checks = new List<Check>();
        var untried = Untried(version);
        using var guard = untried is null ? new GuardFiring(environment) : null;
        if (untried is not null)
            checks.Add(untried);

        var hooks = new HookChecks(folders, environment, programs, guard);
        checks.Add(Known("worktrees", () =>
        {
            var worktrees = Worktrees.Tops(git);
            foreach (var worktree in worktrees)
                checks.AddRange(KnownAll($"hook {worktree}", () => hooks.Examine(worktree)));
            return Check.Ok("worktrees", $"There {(worktrees.Count == 1 ? "is 1 worktree" : $"are {worktrees.Count} worktrees")}.");
        }));
        return checks;
    }

    // Why the guard cannot be fired; null if it can.
    private Check? Untried(Version? version)
    {
        if (!RepositorySettings.Read(git).Enabled)
        {
            return new Check(
                "guard", CheckResult.Warning, "The guard is off: sidecar.enabled is false, so commits pass unchecked.",
                "git config --show-origin --get-all sidecar.enabled");
        }

        return ProgramFolder.IsProgram(programs.Hook) && version >= FirstWithHookRun
            ? null
            : new Check(
                "guard", CheckResult.CannotTell, "The guard was not tried: that takes git 2.36 and the program sidecar-hook.", "git version");
    }

    private static List<Check> KnownAll(string name, Func<IEnumerable<Check>> look)
    {
        var found = new List<Check>();
        var last = Known(name, () =>
        {
            found.AddRange(look());
            return found[^1];
        });
        return found.Count > 0 ? found : [last];
    }

    private Check Mcp()
    {
        var path = Path.Combine(folders.Worktree, McpJsonPlan.FileName);
        var planned = new McpJsonPlan(programs, environment).Install(folders.Worktree, recorded: null).Step;
        return planned.Effect switch
        {
            SetupEffect.Unchanged when planned.Next is { } next => new Check("mcp", CheckResult.Warning, planned.Says, next),
            SetupEffect.Unchanged => Check.Ok("mcp", planned.Says),
            SetupEffect.Failed => Check.Failed("mcp", planned.Says, planned.Next!),
            _ => new Check("mcp", CheckResult.Warning, $"{path} is missing, or not as sidecar init leaves it here.", "sidecar init"),
        };
    }

    private Check Settings()
    {
        var problems = RepositorySettings.Read(git).Problems;
        return problems.Count == 0
            ? Check.Ok("settings", "The settings sidecar.* are understood.")
            : new Check(
                "settings", CheckResult.Warning, $"{string.Join(" ", problems)} The default counts instead.",
                $"correct it in the file {RepositorySettings.TeamFile}, or by git config");
    }

    private static Check GitCheck(Version? version)
    {
        if (version is null)
            return new Check("git", CheckResult.CannotTell, "Git does not tell its version.", "git version");

        return version == Crashing
            ? new Check("git", CheckResult.Warning, $"Git {version} can crash while an index changes.", "update git")
            : Check.Ok("git", $"Git {version}");
    }

    private Version? GitVersion()
    {
        var numbers = git.Run(["version"]).Text.Replace("git version ", "", StringComparison.Ordinal).Trim()
            .Split('.', ' ').TakeWhile(part => int.TryParse(part, out _)).Take(3);
        return Version.TryParse(string.Join('.', numbers), out var version) ? version : null;
    }
}
