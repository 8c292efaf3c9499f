using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Hooks;
using Sidecar.Repository;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;
using Sidecar.Storage;

namespace Sidecar.Setup.Inspection;

/// <summary>
/// Fires the guard of a worktree by git itself: a commit that must be refused and one that must pass, over an index and
/// a state of their own in a temporary folder. Nothing is left behind.
/// </summary>
internal sealed class GuardFiring : IDisposable
{
    private const string Holder = "doctor-holder";
    private const string Committer = "doctor-committer";
    private const string HeldPath = "sidecar-doctor/held";
    private const string FreePath = "sidecar-doctor/free";
    private const string EmptyBlob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    private const string EmptyBlobSha256 = "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813";

    // Where git looks for settings; everything else that begins with GIT_ would speak of another commit.
    private static readonly string[] KeptVariables =
        ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES"];

    private readonly string _scratch = Directory.CreateTempSubdirectory("sidecar-doctor-").FullName;
    private readonly Dictionary<string, string> _environment;

    public GuardFiring(IReadOnlyDictionary<string, string> environment)
    {
        _environment = environment
            .Where(variable => !variable.Key.StartsWith("GIT_", StringComparison.Ordinal)
                || KeptVariables.Contains(variable.Key, StringComparer.Ordinal))
            .Where(variable => variable.Key != "SIDECAR_OVERRIDE")
            .ToDictionary(StringComparer.Ordinal);
        _environment["SIDECAR_STATE"] = Path.Combine(_scratch, "state");
        _environment["SIDECAR_AGENT"] = Committer;
        _environment["GIT_INDEX_FILE"] = Path.Combine(_scratch, "index");
        MakeState();
    }

    /// <summary>Whether the guard of this worktree does its work.</summary>
    /// <param name="worktree">The worktree.</param>
    /// <param name="hook">The hook file that git runs there.</param>
    /// <param name="block">Our block as it should be.</param>
    public Check Fire(string worktree, string hook, HookBlock block)
    {
        var name = $"guard {worktree}";

        // The guard never refuses in the middle of one, so that firing it would tell nothing.
        if (OngoingOperation.Read(RepositoryFolders.Find(worktree, _environment)).IsRebasing)
        {
            return new Check(
                name, CheckResult.CannotTell, "The guard was not tried: a rebase is under way, and the guard never stops one.",
                "git rebase --continue, then sidecar doctor");
        }

        var git = new GitProcess(worktree, _environment);
        var run = Command(hook, block);
        var refused = Run(git, run, HeldPath);
        if (refused.Succeeded)
            return Check.Failed(name, "A commit of a claimed path was not refused.", "sidecar doctor --fix");
        if (!refused.Errors.Contains(HeldPath, StringComparison.Ordinal))
            return new Check(name, CheckResult.CannotTell, $"The hook failed for another reason: {Said(refused)}", "sidecar init");

        var passed = Run(git, run, FreePath);
        return passed.Succeeded
            ? Check.Ok(name, "A commit of a claimed path was refused, and one of a free path passed.")
            : Check.Failed(name, $"A commit of a free path was refused: {Said(passed)}", "sidecar doctor --fix");
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private static string Said(GitOutput output) => Printable.Short(output.Errors.Trim(), 300);

    // A hook that also does the work of others is not run as a whole: who knows what they do. Its block is, by itself.
    private string[] Command(string hook, HookBlock block)
    {
        if (ByteText.Read(hook) == block.WholeFile)
            return ["hook", "run", HookName.PreCommit];

        var folder = Directory.CreateDirectory(Path.Combine(_scratch, "hooks")).FullName;
        ByteText.Write(Path.Combine(folder, HookName.PreCommit), block.WholeFile, FileModes.Program);
        return ["-c", $"core.hooksPath={folder}", "hook", "run", HookName.PreCommit];
    }

    private GitOutput Run(GitProcess git, string[] hook, string path)
    {
        File.Delete(_environment["GIT_INDEX_FILE"]);
        var isSha256 = git.Run(["rev-parse", "--show-object-format"]).Text.StartsWith("sha256", StringComparison.Ordinal);
        var blob = isSha256 ? EmptyBlobSha256 : EmptyBlob;
        string[] plainIndex = ["-c", "core.splitIndex=false", "-c", "core.fsmonitor=false"];
        if (git.Run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).Succeeded)
            git.Run([.. plainIndex, "read-tree", "HEAD"], keepRepositoryVariables: true);
        var staged = git.Run(
            [.. plainIndex, "update-index", "--add", "--cacheinfo", $"100644,{blob},{path}"], keepRepositoryVariables: true);
        return staged.Succeeded ? git.Run(hook, keepRepositoryVariables: true) : staged with { ExitCode = 1 };
    }

    private void MakeState()
    {
        var folder = _environment["SIDECAR_STATE"];
        SidecarDatabase.Create(folder);
        using var state = new SidecarState(folder, new ElsewhereProcesses(), TimeProvider.System, SidecarState.Patience);
        var holder = Register(state, Holder);
        Register(state, Committer);
        var request = new ClaimRequest(
            [ClaimPattern.Parse(HeldPath, _scratch)], ClaimMode.Exclusive, "sidecar doctor tries the guard", TimeSpan.FromMinutes(5));
        state.Claims.TryClaim(holder, request);
    }

    private AgentKey Register(SidecarState state, string name) => state.Agents.Register(
        new Registration { Name = AgentName.Parse(name), Client = "sidecar-doctor", Worktree = _scratch }).Key;
}
