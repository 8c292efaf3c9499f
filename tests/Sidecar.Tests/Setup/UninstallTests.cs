using Sidecar.Forecasting;
using Sidecar.Hooks;
using Sidecar.Setup;
using Sidecar.Setup.Files;
using Sidecar.Storage;

namespace Sidecar.Tests.Setup;

public sealed class UninstallTests : IDisposable
{
    private readonly SetupWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_what_git_has_of_it_is_to_be_committed_away(bool isCommitted)
    {
        _world.Install();
        if (isCommitted)
        {
            _world.Repository.Git("add", ".mcp.json");
            _world.Repository.Git("commit", "-q", "--no-verify", "-m", "share");
        }

        var step = _world.Uninstall().Steps.Single(step => step.Path == _world.McpJson);

        var command = $"git -C {ShellWord.Quote(_world.Repository.Top)} commit -m 'Take Sidecar out' -- .mcp.json";
        Assert.Equal(isCommitted ? command : null, step.Next);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("#!/bin/sh\necho theirs", "{\"mcpServers\": {\"a\": {\"command\": \"npx\"}}}")]
    [InlineData("#!/bin/sh", "")]
    [InlineData("#!/bin/sh\n", "{}\n")]
    [InlineData("#!/usr/bin/env zsh\n\n", "{\r\n\t// mine\r\n\t\"mcpServers\": {},\r\n}\r\n")]
    public void Everything_is_byte_for_byte_as_before(string? hook, string? json)
    {
        foreach (var name in hook is null ? [] : HookName.All)
            _world.WriteHook(hook!, name: name);
        if (json is not null)
            File.WriteAllText(_world.McpJson, json);
        var before = _world.Picture();

        Assert.True(_world.Install().Succeeded);
        Assert.NotEqual(before, _world.Picture());
        Assert.True(_world.Uninstall().Succeeded);

        Assert.Equal(before, _world.Picture());
        Assert.True(new SetupRecord(_world.State).IsEmptied);
    }

    [Fact]
    public void What_others_changed_meanwhile_stays()
    {
        _world.WriteHook("#!/bin/sh\necho theirs\n");
        File.WriteAllText(_world.McpJson, "{\n  \"mcpServers\": {\n    \"a\": {}\n  }\n}\n");
        _world.Install();
        File.AppendAllText(_world.Hook, "echo later\n");
        File.WriteAllText(_world.McpJson, File.ReadAllText(_world.McpJson).Replace("\"a\": {}", "\"b\": {}", StringComparison.Ordinal));

        _world.Uninstall();

        Assert.Equal("#!/bin/sh\necho theirs\necho later\n", File.ReadAllText(_world.Hook));
        Assert.Equal("{\n  \"mcpServers\": {\n    \"b\": {}\n  }\n}\n", File.ReadAllText(_world.McpJson));
    }

    [Fact]
    public void Files_of_our_own_that_others_built_on_stay_without_us()
    {
        _world.Install();
        File.AppendAllText(_world.Hook, "echo later\n");
        File.WriteAllText(
            _world.McpJson,
            File.ReadAllText(_world.McpJson).Replace("\n    }\n  }", "\n    },\n    \"b\": {}\n  }", StringComparison.Ordinal));

        _world.Uninstall();

        Assert.Equal("#!/bin/sh\necho later\n", File.ReadAllText(_world.Hook));
        Assert.Contains("\"b\": {}", File.ReadAllText(_world.McpJson), StringComparison.Ordinal);
        Assert.DoesNotContain("sidecar", File.ReadAllText(_world.McpJson), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_init_made_goes_even_if_one_hook_in_it_had_to_be_put_in_again()
    {
        var before = _world.Picture();
        _world.Install();
        File.Delete(_world.Hook);
        _world.Install();

        _world.Uninstall();

        Assert.Equal(before, _world.Picture());
    }

    [Fact]
    public void Without_a_record_what_bears_our_marks_goes()
    {
        _world.WriteHook("#!/bin/sh\necho theirs\n");
        _world.WriteHook("#!/bin/sh\necho theirs\n", name: HookName.PostCheckout);
        var before = _world.Picture();
        _world.Install();
        Directory.Delete(_world.State, recursive: true);

        _world.Uninstall();

        Assert.Equal(before, _world.Picture());
    }

    [Fact]
    public void An_entry_that_was_there_before_stays()
    {
        const string Committed = "{\"mcpServers\": {\"sidecar\": {\"command\": \"sidecar-mcp\"}}}";
        File.WriteAllText(_world.McpJson, Committed);
        _world.Install();

        _world.Uninstall();

        Assert.Equal(Committed, File.ReadAllText(_world.McpJson));
    }

    [Fact]
    public void The_state_is_kept_unless_it_is_to_be_purged()
    {
        _world.Install();

        var kept = _world.Uninstall();
        var isKept = SidecarDatabase.Exists(_world.State);
        File.WriteAllText(Path.Combine(_world.State, "notes.txt"), "mine");
        var purged = _world.Uninstall(purge: true);

        Assert.True(isKept);
        Assert.Equal("sidecar uninstall --purge", kept.Steps[^1].Next);
        Assert.Equal([Path.Combine(_world.State, "notes.txt")], Directory.GetFileSystemEntries(_world.State));
        Assert.Contains("notes.txt", purged.Steps[^1].Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_purge_leaves_no_folder_behind()
    {
        _world.Install();
        new ScratchFolder(_world.State).Make("/objects");
        MailBell.Prepare(_world.State, "ada");

        _world.Uninstall(purge: true);

        Assert.False(Directory.Exists(_world.State));
    }

    [Fact]
    public void A_purge_deletes_nothing_in_a_folder_that_is_not_sidecars()
    {
        _world.Repository.Write("Cargo.lock").Write("state.db").Write("log/notes").Write("setup.lock");
        _world.Repository.Environment["SIDECAR_STATE"] = ".";
        var before = _world.Picture();

        var report = _world.Uninstall(purge: true);

        Assert.False(report.Succeeded);
        Assert.Contains("Nothing was deleted", report.Steps[^1].Says, StringComparison.Ordinal);
        Assert.Equal(before, _world.Picture());
    }

    [Fact]
    public void A_purge_of_a_shared_folder_leaves_what_others_keep_there()
    {
        _world.Repository.Environment["SIDECAR_STATE"] = Path.Combine(_world.Repository.Folder, "shared");
        _world.Install();
        string[] theirs = ["Cargo.lock", "forecast.git/HEAD", "history.db.sql", "log/notes", "setup.json.bak", "state.db-notes", "state.db.corrupt-x"];
        foreach (var name in theirs)
            _world.Repository.Write(Path.Combine(_world.State, name));
        foreach (var name in new[] { "checkpoint.lock", "history.db", "history.db-journal", "history.db.new", "history.lock", "state.db.corrupt-1", "state.db.corrupt-1-wal", "state.db-wal" })
            _world.Repository.Write(Path.Combine(_world.State, name));

        var report = _world.Uninstall(purge: true);

        Assert.True(report.Succeeded);
        Assert.Equal(theirs, Directory.GetFiles(_world.State, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_world.State, file)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_damaged_state_is_purged_only_where_sidecar_alone_lives(bool elsewhere, bool goes)
    {
        if (elsewhere)
            _world.Repository.Environment["SIDECAR_STATE"] = Path.Combine(_world.Repository.Folder, "shared");
        _world.Install();
        File.WriteAllText(Path.Combine(_world.State, "state.db"), new string('x', 8192));

        Assert.Equal(goes, _world.Uninstall(purge: true).Succeeded);
        Assert.Equal(goes, !File.Exists(Path.Combine(_world.State, "state.db")));
    }

    [Fact]
    public void Where_nothing_was_set_up_nothing_happens()
    {
        var report = _world.Uninstall(purge: true);

        Assert.Empty(report.Steps);
    }

    [Fact]
    public void The_entries_of_all_worktrees_go()
    {
        var linked = Path.Combine(_world.Repository.Folder, "linked");
        _world.Repository.Git("worktree", "add", "-q", linked);
        _world.Install();
        _world.In(linked).Install(new SetupOptions(["claude-code"], Hooks: true, DryRun: false));

        _world.Uninstall();

        Assert.False(File.Exists(_world.McpJson));
        Assert.False(File.Exists(Path.Combine(linked, ".mcp.json")));
    }
}
