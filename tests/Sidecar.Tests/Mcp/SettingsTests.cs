namespace Sidecar.Tests.Mcp;

public sealed class SettingsTests : IAsyncDisposable
{
    private readonly McpWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_setting_of_the_repository_counts_from_the_next_call_on()
    {
        var ada = await _world.ConnectAsync("ada");
        var before = await ada.CallAsync("whoami");

        File.AppendAllText(Path.Combine(_world.Folder, ".git", "config"), "[sidecar]\n\tenabled = false\n");
        var after = await ada.CallAsync("whoami");

        Assert.False(before.IsError);
        Assert.Contains("switched off", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_of_the_user_counts_after_a_minute()
    {
        var settings = Path.Combine(_world.Folder, "user.config");
        var ada = await _world.ConnectAsync("ada", environment: new Dictionary<string, string> { ["GIT_CONFIG_GLOBAL"] = settings });
        File.WriteAllText(settings, "[sidecar]\n\tenabled = false\n");

        _world.Time.Advance(TimeSpan.FromSeconds(30));
        var soon = await ada.CallAsync("whoami");
        _world.Time.Advance(TimeSpan.FromSeconds(31));
        var later = await ada.CallAsync("whoami");

        Assert.False(soon.IsError);
        Assert.True(later.IsError);
    }
}
