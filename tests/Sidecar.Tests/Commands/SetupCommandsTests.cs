using System.Text.Json;

namespace Sidecar.Tests.Commands;

public sealed class SetupCommandsTests : IDisposable
{
    private readonly CommandRoom _room = new(isSetUp: false);

    [Fact]
    public void Init_sets_up_and_a_second_one_changes_nothing()
    {
        var first = _room.Run("init");
        var second = _room.Run("init", "--json");

        Assert.Equal(0, first.Code);
        Assert.Equal(0, second.Code);
        Assert.All(Effects(second.Output), effect => Assert.Equal("unchanged", effect));
        Assert.Contains("Commit guard: installed", _room.Run("status").Output);
    }

    [Fact]
    public void A_dry_run_shows_the_difference_and_changes_nothing()
    {
        var result = _room.Run("init", "--dry-run");

        Assert.Equal(0, result.Code);
        Assert.Contains("sidecar-mcp", result.Output);
        Assert.EndsWith("This was a dry run: nothing was changed.\n", result.Output);
        Assert.Equal(3, _room.Run("status").Code);
    }

    [Fact]
    public void A_client_that_nobody_knows_is_wrong_usage()
    {
        Assert.Equal(2, _room.Run("init", "--client", "nobody").Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    public void A_list_without_a_client_is_wrong_usage(string clients)
    {
        var result = _room.Run("init", "--client", clients);

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Equal(3, _room.Run("status").Code);
    }

    [Fact]
    public void Who_sets_up_no_client_is_told_to_register_the_server()
    {
        Assert.EndsWith(
            "Ready. Register sidecar-mcp as a stdio server in your client.\n", _room.Run("init", "--client", "none").Output);
    }

    [Fact]
    public void Uninstall_without_anything_installed_is_done_at_once()
    {
        var result = _room.Run("uninstall");

        Assert.Equal(0, result.Code);
        Assert.Equal("There is nothing of Sidecar in this repository.\n", result.Output);
    }

    [Fact]
    public void Uninstall_takes_the_guard_out_and_says_what_it_did()
    {
        _room.Run("init");

        var result = _room.Run("uninstall", "--json");

        Assert.Equal(0, result.Code);
        Assert.Contains("removed", Effects(result.Output));
        Assert.Contains("Commit guard: taken out. next: sidecar init, or sidecar uninstall --purge\n", _room.Run("status").Output);
    }

    [Fact]
    public void Doctor_fails_where_the_guard_is_missing_and_repairs_it_when_asked()
    {
        _room.Run("init", "--no-hooks");

        Assert.Equal(1, _room.Run("doctor").Code);
        _room.Run("doctor", "--fix");
        Assert.Contains("Commit guard: installed", _room.Run("status").Output);
    }

    [Theory]
    [InlineData("enabled", "false", "COMMIT GUARD: OFF (sidecar.enabled is false)\n")]
    [InlineData("humans", "warn", "Commit guard: installed; people are only warned (sidecar.humans)\n")]
    [InlineData("humans", "off", "Commit guard: installed; people are not checked (sidecar.humans)\n")]
    public void A_guard_that_lets_pass_by_a_setting_is_not_called_merely_installed(string setting, string value, string line)
    {
        _room.Run("init");
        File.WriteAllText(Path.Combine(_room.Top, ".sidecar"), $"[sidecar]\n\t{setting} = {value}\n");

        Assert.EndsWith(line, _room.Run("status").Output);
    }

    public void Dispose() => _room.Dispose();

    private static IReadOnlyList<string> Effects(string output)
    {
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("effect").GetString()!)];
    }
}
