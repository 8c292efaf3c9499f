using Sidecar.Hooks;
using Sidecar.Setup;
using Sidecar.Setup.GitHooks;
using Sidecar.Storage;

namespace Sidecar.Tests.Setup;

public sealed class DoctorTests : IDisposable
{
    private readonly SetupWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_guard_is_fired_in_every_worktree_and_leaves_nothing_behind()
    {
        var linked = Path.Combine(_world.Repository.Folder, "linked");
        _world.Repository.Git("worktree", "add", "-q", linked);
        _world.Programs = new ProgramFolder(AppContext.BaseDirectory.TrimEnd('/'));
        _world.Install();
        var before = _world.Picture(withTimes: true);

        var checks = _world.Setup.Inspect();

        Assert.All(checks, check => Assert.True(check.Result is CheckResult.Ok, check.ToString()));
        Assert.Equal(2, checks.Count(check => check.Name.StartsWith("guard ", StringComparison.Ordinal)));
        Assert.Equal(before, _world.Picture(withTimes: true));
    }

    [Fact]
    public void A_hook_program_that_refuses_nothing_is_found_out()
    {
        _world.Install();

        var guard = _world.Setup.Inspect().Single(check => check.Name.StartsWith("guard ", StringComparison.Ordinal));

        Assert.Equal(CheckResult.Failed, guard.Result);
    }

    [Fact]
    public void A_worktree_whose_hooks_were_turned_elsewhere_is_named()
    {
        var linked = Path.Combine(_world.Repository.Folder, "linked");
        _world.Repository.Git("worktree", "add", "-q", linked);
        _world.Install();
        _world.Repository.Git("config", "extensions.worktreeConfig", "true");
        _world.Repository.Git("-C", linked, "config", "--worktree", "core.hooksPath", "/nowhere/hooks");

        var check = _world.Setup.Inspect().Single(check => check.Name == $"hook {linked}");

        Assert.Equal(CheckResult.Failed, check.Result);
        Assert.Contains("core.hooksPath=/nowhere/hooks (worktree", check.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_hook_is_not_run()
    {
        _world.WriteHook($"#!/bin/sh\ntouch '{_world.Repository.Folder}/ran'\n");
        _world.Programs = new ProgramFolder(AppContext.BaseDirectory.TrimEnd('/'));
        _world.Install();

        var checks = _world.Setup.Inspect();

        Assert.Contains(checks, check => check.Name.StartsWith("guard ", StringComparison.Ordinal) && check.Result is CheckResult.Ok);
        Assert.False(File.Exists(Path.Combine(_world.Repository.Folder, "ran")));
    }

    [Fact]
    public void Hooks_that_give_no_notice_are_less_than_a_guard_that_does_not_work()
    {
        _world.WriteHook("#!/bin/sh\n", name: HookName.PostMerge);
        _world.Install();
        File.Delete(_world.HookFile(HookName.PostCommit));
        File.Delete(_world.HookFile(HookName.PostRewrite));
        _world.WriteHook("#!/bin/sh\n", name: HookName.PostCheckout);
        File.SetUnixFileMode(_world.HookFile(HookName.PostMerge), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _world.WriteHook(HookBlock.For(HookName.PostIndexChange, "/gone").WholeFile, name: HookName.PostIndexChange);

        var checks = _world.Setup.Inspect();

        Assert.Equal(CheckResult.Ok, checks.Single(check => check.Name == $"hook {_world.Repository.Top}").Result);
        Assert.Equal(
            new Check(
                $"notices {_world.Repository.Top}", CheckResult.Warning,
                $"In {_world.Repository.Path_(".git/hooks")}: post-commit, post-rewrite missing; post-checkout without Sidecar's block; "
                    + "post-merge not executable; post-index-change starting /gone, which is gone. "
                    + "Changes made by git are not told apart from edits.",
                $"sidecar -C {_world.Repository.Top} init"),
            checks.Single(check => check.Name == $"notices {_world.Repository.Top}"));
    }

    [Fact]
    public void A_repository_that_is_not_set_up_is_told_so()
    {
        var checks = _world.Setup.Inspect();

        Assert.Equal((CheckResult.Failed, "sidecar init"), checks.Where(check => check.Name == "state").Select(check => (check.Result, check.Next)).Single());
        Assert.False(Directory.Exists(_world.State));
    }

    [Fact]
    public void A_damaged_state_is_kept_aside_and_a_new_one_made()
    {
        _world.Install();
        var state = Path.Combine(_world.State, "state.db");
        File.WriteAllText(state, "this is no database, and it is long enough to be read as a header of one; or is it? " + new string('x', 4096));
        var damaged = _world.Setup.Inspect().Single(check => check.Name == "state");

        _world.Setup.Repair();

        Assert.Equal((CheckResult.Failed, "sidecar doctor --fix"), (damaged.Result, damaged.Next));
        Assert.StartsWith("this is no database", File.ReadAllText(state + ".corrupt-1"), StringComparison.Ordinal);
        SidecarDatabase.Open(_world.State, TimeSpan.FromSeconds(1)).Dispose();
    }

    [Fact]
    public void A_guard_without_a_state_to_look_at_is_not_called_fine()
    {
        _world.Programs = new ProgramFolder(AppContext.BaseDirectory.TrimEnd('/'));
        _world.Install();
        File.WriteAllText(Path.Combine(_world.State, "state.db"), new string('x', 8192));

        var guard = _world.Setup.Inspect().Single(check => check.Name.StartsWith("guard ", StringComparison.Ordinal));

        Assert.Equal((CheckResult.Warning, "sidecar doctor --fix"), (guard.Result, guard.Next));
        Assert.Contains("it has no state to look at: commits pass unchecked", guard.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guard_that_is_switched_off_is_called_so()
    {
        _world.Install();
        _world.Repository.Git("config", "sidecar.enabled", "false");

        var guard = _world.Setup.Inspect().Single(check => check.Name == "guard");

        Assert.Equal(CheckResult.Warning, guard.Result);
        Assert.Equal("The guard is off: sidecar.enabled is false, so commits pass unchecked.", guard.Says);
    }

    [Fact]
    public async Task A_repair_that_had_to_wait_for_another_leaves_the_new_state_where_it_is()
    {
        _world.Install();
        File.WriteAllText(Path.Combine(_world.State, "state.db"), new string('x', 8192));
        Task<SetupReport> second;
        using (SetupLock.Take(_world.State))
        {
            second = Task.Run(_world.Setup.Repair);
            DamagedState.KeepAside(_world.State);
            SidecarDatabase.Create(_world.State);
        }

        var report = await second;

        Assert.DoesNotContain(report.Steps, step => step.Path.Contains("corrupt", StringComparison.Ordinal));
        Assert.Equal(["state.db.corrupt-1"], Directory.GetFiles(_world.State, "*corrupt*").Select(Path.GetFileName));
    }

    [Fact]
    public void The_database_stays_until_its_log_is_out_of_the_way()
    {
        _world.Install();
        var state = Path.Combine(_world.State, "state.db");
        File.WriteAllText(state + "-wal", "log");
        Directory.CreateDirectory(state + ".corrupt-1-wal");

        Assert.ThrowsAny<IOException>(() => DamagedState.KeepAside(_world.State));

        Assert.True(File.Exists(state));
    }

    [Fact]
    public void A_lock_that_may_not_be_opened_is_no_other_set_up()
    {
        Directory.CreateDirectory(Path.Combine(_world.State, "setup.lock"));

        var problem = Assert.Throws<SidecarException>(() => _world.Install());

        Assert.Equal(ProblemKind.CannotTell, problem.Kind);
    }

    [Fact]
    public void In_a_rebase_the_guard_is_not_called_broken()
    {
        _world.Programs = new ProgramFolder(AppContext.BaseDirectory.TrimEnd('/'));
        _world.Install();
        Directory.CreateDirectory(_world.Repository.Path_(".git/rebase-merge"));

        var guard = _world.Setup.Inspect().Single(check => check.Name.StartsWith("guard ", StringComparison.Ordinal));

        Assert.Equal(CheckResult.CannotTell, guard.Result);
        Assert.Contains("a rebase is under way", guard.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_are_not_understood_are_named()
    {
        _world.Install();
        _world.Repository.Git("config", "sidecar.onError", "refuze");
        _world.Repository.Write(".sidecar", "[sidecar]\n\tclaimTtl = soon\n");

        var settings = _world.Setup.Inspect().Single(check => check.Name == "settings");

        Assert.Equal(CheckResult.Warning, settings.Result);
        Assert.Contains("sidecar.onerror in git config is 'refuze'", settings.Says, StringComparison.Ordinal);
        Assert.Contains("sidecar.claimttl in .sidecar is 'soon'", settings.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hook_that_lost_its_mode_gets_it_back()
    {
        _world.Install();
        File.SetUnixFileMode(_world.Hook, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var report = _world.Setup.Repair();

        Assert.True(report.Succeeded);
        Assert.True(File.GetUnixFileMode(_world.Hook).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public void A_stub_whose_program_moved_follows_it_and_can_still_be_taken_out()
    {
        _world.WriteHook("#!/bin/sh\necho theirs\n");
        var before = _world.Picture();
        _world.Install();
        var old = _world.Programs;
        _world.Programs = _world.FakePrograms("newer");

        var whileItExists = Stubs().TryRepairStub();
        Directory.Delete(old.Path, recursive: true);
        var whenItIsGone = Stubs().TryRepairStub();
        var again = Stubs().TryRepairStub();
        var repaired = HookName.All.Select(name => File.ReadAllText(_world.HookFile(name))).ToList();
        _world.Uninstall();

        Assert.Equal((false, true, false), (whileItExists, whenItIsGone, again));
        Assert.All(repaired, hook => Assert.Contains(_world.Programs.Hook, hook, StringComparison.Ordinal));
        Assert.Equal(before, _world.Picture());
    }

    private StaleStubs Stubs() => new(_world.Repository.Folders, _world.Repository.Environment, _world.Programs);
}
