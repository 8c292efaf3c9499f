using Sidecar.Setup;
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
        var repaired = File.ReadAllText(_world.Hook);
        _world.Uninstall();

        Assert.Equal((false, true, false), (whileItExists, whenItIsGone, again));
        Assert.Contains(_world.Programs.Hook, repaired, StringComparison.Ordinal);
        Assert.Equal(before, _world.Picture());
    }

    private StaleStubs Stubs() => new(_world.Repository.Folders, _world.Repository.Environment, _world.Programs);
}
