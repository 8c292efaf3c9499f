using System.Text.Json;
using Sidecar.Hooks;
using Sidecar.Setup;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;
using Sidecar.Storage;

namespace Sidecar.Tests.Setup;

public sealed class InstallTests : IDisposable
{
    private readonly SetupWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_bare_repository_gets_a_state_hooks_and_an_entry()
    {
        var report = _world.Install();

        Assert.True(report.Succeeded);
        Assert.All(report.Steps, step => Assert.Equal(SetupEffect.Created, step.Effect));
        Assert.Equal(
            [Path.Combine(_world.State, "state.db"), .. HookName.All.Select(_world.HookFile), _world.McpJson],
            report.Steps.Select(step => step.Path));
        Assert.True(SidecarDatabase.Exists(_world.State));
        Assert.All(HookName.All, name => Assert.Equal(
            HookBlock.For(name, _world.Programs.Hook).WholeFile, File.ReadAllText(_world.HookFile(name))));
        Assert.Equal(_world.Programs.Server, CommandInMcpJson());
        Assert.Contains("do not commit", report.Steps[^1].Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Again_changes_nothing_not_even_a_time()
    {
        _world.WriteHook("#!/bin/bash\necho theirs\n");
        _world.WriteHook("#!/bin/bash\necho theirs\n", name: HookName.PostMerge);
        _world.Install();
        var before = _world.Picture(withTimes: true);

        var report = _world.Install();

        Assert.All(report.Steps, step => Assert.Equal(SetupEffect.Unchanged, step.Effect));
        Assert.Equal(before, _world.Picture(withTimes: true));
    }

    [Fact]
    public void A_dry_run_shows_the_difference_and_changes_nothing()
    {
        _world.WriteHook("#!/bin/sh\necho theirs\n");
        var before = _world.Picture(withTimes: true);

        var report = _world.Install(dryRun: true);

        Assert.StartsWith(" #!/bin/sh\n+# >>> sidecar >>>\n", report.Steps[1].Difference, StringComparison.Ordinal);
        Assert.EndsWith("+# <<< sidecar <<<\n echo theirs", report.Steps[1].Difference, StringComparison.Ordinal);
        Assert.Equal(before, _world.Picture(withTimes: true));
        Assert.False(Directory.Exists(_world.State));
    }

    [Fact]
    public void The_server_is_named_without_its_folder_where_path_finds_it()
    {
        var links = Directory.CreateDirectory(Path.Combine(_world.Repository.Folder, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "sidecar-mcp"), _world.Programs.Server);
        _world.Repository.Environment["PATH"] = $"{links}:{_world.Repository.Environment["PATH"]}";

        _world.Install();

        Assert.Equal("sidecar-mcp", CommandInMcpJson());
    }

    [Fact]
    public void A_hook_that_was_there_keeps_running_after_ours()
    {
        _world.WriteHook("#!/bin/bash -e\necho theirs >&2\n");
        _world.Install();

        var (code, _, error) = _world.Repository.TryGit("commit", "--allow-empty", "-m", "x");

        Assert.Equal((0, "theirs\n"), (code, error));
    }

    public static TheoryData<string, string, bool, string> HooksOfOthers
    {
        get
        {
            var data = new TheoryData<string, string, bool, string>();
            foreach (var name in HookName.All)
            {
                data.Add(name, "#!/usr/bin/env python3\nprint()\n", true, "not a shell script");
                data.Add(name, "\u007fELF\0\0\0", true, "not a shell script");
                data.Add(name, "#!/bin/sh\r\necho\r\n", true, "CR LF");
                data.Add(name, "#!/bin/sh\necho off\n", false, "not executable");
                data.Add(name, "#!/bin/sh\n# >>> sidecar >>>\n", true, "part of Sidecar's block");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(HooksOfOthers))]
    public void A_hook_that_is_not_ours_to_change_is_left_alone_and_explained_and_the_others_are_put_in(
        string name, string hook, bool executable, string why)
    {
        _world.WriteHook(hook, executable, name);

        var report = _world.Install();

        var step = report.Steps.Single(step => step.Path == _world.HookFile(name));
        Assert.Equal(SetupEffect.Failed, step.Effect);
        Assert.Contains(why, step.Says, StringComparison.Ordinal);
        Assert.NotNull(step.Next);
        Assert.Equal(hook, File.ReadAllText(_world.HookFile(name)));
        Assert.All(HookName.All.Where(other => other != name), other => Assert.Equal(
            SetupEffect.Created, SetupWorld.EffectOn(report, _world.HookFile(other))));
    }

    [Theory]
    [InlineData(HookName.PreCommit, "pre-commit || exit 1")]
    [InlineData(HookName.PostRewrite, "post-rewrite \"$@\" </dev/null >/dev/null 2>&1 || :")]
    public void A_hook_that_is_a_link_is_left_alone_and_the_line_to_add_is_told(string name, string call)
    {
        var target = Path.Combine(_world.Repository.Folder, "shared-hook");
        File.WriteAllText(target, "#!/bin/sh\n");
        Directory.CreateDirectory(Path.GetDirectoryName(_world.Hook)!);
        File.CreateSymbolicLink(_world.HookFile(name), target);

        var step = _world.Install().Steps.Single(step => step.Path == _world.HookFile(name));

        Assert.Equal(SetupEffect.Failed, step.Effect);
        Assert.EndsWith($"{_world.Programs.Hook} {call}", step.Next, StringComparison.Ordinal);
        Assert.Equal("#!/bin/sh\n", File.ReadAllText(target));
    }

    [Fact]
    public void A_repository_that_an_earlier_version_set_up_gets_what_is_new_and_gives_all_of_it_back()
    {
        var before = _world.Picture();
        _world.Install();
        var record = new SetupRecord(_world.State);
        foreach (var file in HookName.Notices.Select(_world.HookFile))
        {
            File.Delete(file);
            record.Forget(file);
        }

        var report = _world.Install();
        _world.Uninstall();

        Assert.Equal(SetupEffect.Unchanged, SetupWorld.EffectOn(report, _world.Hook));
        Assert.All(HookName.Notices, name => Assert.Equal(SetupEffect.Created, SetupWorld.EffectOn(report, _world.HookFile(name))));
        Assert.Equal(before, _world.Picture());
    }

    [Fact]
    public void A_hooks_folder_outside_is_not_written_to_and_the_way_out_works()
    {
        var corporate = Directory.CreateDirectory(Path.Combine(_world.Repository.Folder, "it's corporate")).FullName;
        var theirs = Path.Combine(corporate, "pre-commit");
        File.WriteAllText(theirs, "#!/bin/sh\necho corporate >&2\n");
        SetupWorld.MakeExecutable(theirs);
        _world.Repository.Git("config", "--global", "core.hooksPath", corporate);

        var refused = _world.Install().Steps.Single(step => step.Path == corporate);
        _world.Repository.Run("sh", ["-c", refused.Next!.Replace("&& sidecar init", "", StringComparison.Ordinal)]);
        var report = _world.Install();

        Assert.Equal(SetupEffect.Failed, refused.Effect);
        Assert.Equal("#!/bin/sh\necho corporate >&2\n", File.ReadAllText(theirs));
        Assert.True(report.Succeeded);
        Assert.Equal("corporate\n", _world.Repository.TryGit("commit", "--allow-empty", "-m", "x").Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/dev/null")]
    public void Hooks_that_are_switched_off_are_said_to_be(string hooksPath)
    {
        _world.Repository.Git("config", "core.hooksPath", hooksPath);

        var report = _world.Install();

        Assert.Single(report.Steps, step => step.Says.Contains("switched off", StringComparison.Ordinal));
        Assert.False(report.Succeeded);
    }

    [Fact]
    public void A_hooks_folder_in_the_worktree_is_used()
    {
        _world.Repository.Git("config", "core.hooksPath", ".githooks");

        var report = _world.Install();

        var step = report.Steps.Single(step => step.Path == _world.Repository.Path_(".githooks/pre-commit"));
        Assert.Equal(SetupEffect.Created, step.Effect);
        Assert.Contains("core.hooksPath=.githooks (local, file:.git/config)", step.Says, StringComparison.Ordinal);
        Assert.All(HookName.All, name => Assert.True(File.Exists(_world.Repository.Path_($".githooks/{name}"))));
    }

    [Fact]
    public void Husky_gets_the_block_where_people_write()
    {
        _world.Repository.Git("config", "core.hooksPath", ".husky/_");
        _world.Repository.Write(".husky/_/pre-commit", "#!/usr/bin/env sh\n").Write(".husky/pre-commit", "npm test\n");

        _world.Install();

        Assert.StartsWith("# >>> sidecar >>>\n", File.ReadAllText(_world.Repository.Path_(".husky/pre-commit")), StringComparison.Ordinal);
        Assert.Equal("#!/usr/bin/env sh\n", File.ReadAllText(_world.Repository.Path_(".husky/_/pre-commit")));
        Assert.StartsWith("# >>> sidecar >>>\n", File.ReadAllText(_world.Repository.Path_(".husky/post-commit")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_hook_that_husky_does_not_know_goes_where_git_runs_it()
    {
        _world.Repository.Git("config", "core.hooksPath", ".husky/_");
        var before = _world.Picture();

        _world.Install();
        var ours = File.ReadAllText(_world.Repository.Path_(".husky/_/post-index-change"));
        _world.Uninstall();

        Assert.Equal(HookBlock.For(HookName.PostIndexChange, _world.Programs.Hook).WholeFile, ours);
        Assert.Equal(before, _world.Picture());
    }

    [Theory]
    [InlineData("{\n  \"mcpServers\": [}\n", "line 2, column 18")]
    [InlineData("[]", "is not an object")]
    [InlineData("{\"mcpServers\": null}", "is not an object")]
    [InlineData("{\"mcpServers\": {\"sidecar\": {\"command\": \"npx\"}}}", "not this one")]
    public void A_client_file_that_cannot_be_merged_is_left_alone_and_explained(string json, string why)
    {
        File.WriteAllText(_world.McpJson, json);

        var report = _world.Install();

        var step = report.Steps.Single(step => step.Path == _world.McpJson);
        Assert.Equal(SetupEffect.Failed, step.Effect);
        Assert.Contains(why, step.Says, StringComparison.Ordinal);
        Assert.Equal(json, File.ReadAllText(_world.McpJson));
    }

    [Fact]
    public void An_entry_with_a_stale_path_is_renewed_and_put_back_by_uninstall()
    {
        const string Before = "{\"mcpServers\": {\"sidecar\": {\"command\": \"/old/sidecar-mcp\", \"env\": {}}}} // ours\n";
        File.WriteAllText(_world.McpJson, Before);

        var report = _world.Install();
        var renewed = File.ReadAllText(_world.McpJson);
        _world.Uninstall();

        Assert.Equal(SetupEffect.Changed, SetupWorld.EffectOn(report, _world.McpJson));
        Assert.Equal(Before.Replace("/old/sidecar-mcp", _world.Programs.Server, StringComparison.Ordinal), renewed);
        Assert.Equal(Before, File.ReadAllText(_world.McpJson));
    }

    [Fact]
    public void A_client_file_that_links_out_of_the_worktree_is_left_alone()
    {
        var outside = Path.Combine(_world.Repository.Folder, "outside.json");
        File.WriteAllText(outside, "{}");
        File.CreateSymbolicLink(_world.McpJson, outside);

        var report = _world.Install();

        Assert.Equal(SetupEffect.Failed, SetupWorld.EffectOn(report, _world.McpJson));
        Assert.Equal("{}", File.ReadAllText(outside));
    }

    [Theory]
    [InlineData("codex")]
    [InlineData("none,copilot")]
    public void Clients_that_cannot_be_set_up_are_wrong_usage(string clients)
    {
        var problem = Assert.Throws<SidecarException>(() => _world.Setup.Install(new SetupOptions(clients.Split(','), Hooks: true, DryRun: false)));

        Assert.Equal(ProblemKind.Usage, problem.Kind);
        Assert.False(Directory.Exists(_world.State));
    }

    [Fact]
    public async Task Two_at_once_do_what_one_does()
    {
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _world.Install())));

        Assert.All(reports, report => Assert.True(report.Succeeded));
        Assert.Equal(1, reports.Count(report => SetupWorld.EffectOn(report, _world.Hook) is SetupEffect.Created));
        Assert.All(_world.Install().Steps, step => Assert.Equal(SetupEffect.Unchanged, step.Effect));
    }

    private string? CommandInMcpJson()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(_world.McpJson));
        return json.RootElement.GetProperty("mcpServers").GetProperty("sidecar").GetProperty("command").GetString();
    }
}
