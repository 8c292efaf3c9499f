using System.Diagnostics;
using Sidecar.Agents;
using Sidecar.Storage;
using Xunit.Abstractions;

namespace Sidecar.Tests.Storage;

/// <summary>
/// Goal: one state survives many real processes that write at full speed while some of them are killed at any point.
/// Method: twelve contenders claim and release the same four paths, each making sure that it is alone in what it was
/// granted; every third one is killed in the middle of its work.
/// </summary>
public sealed class ManyProcessesTests(ITestOutputHelper output) : IDisposable
{
    private const int Contenders = 12;
    private const int Rounds = 25;
    private const string KilledAfter = "round 8";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly string _folder = Directory.CreateTempSubdirectory("sidecar-many-").FullName;
    private readonly List<Process> _started = [];

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Many_processes_and_sudden_deaths_leave_the_state_whole_and_nobody_starves()
    {
        SidecarDatabase.Create(_folder);
        using var tooLong = new CancellationTokenSource(Limit);
        var contenders = Enumerable.Range(0, Contenders).Select(Start).ToList();
        foreach (var contender in contenders)
            Assert.Equal("ready", await contender.StandardOutput.ReadLineAsync(tooLong.Token));
        contenders.ForEach(contender => contender.StandardInput.WriteLine("go"));

        var survivors = contenders.Where((_, index) => index % 3 != 0).ToList();
        var killing = Task.WhenAll(contenders.Except(survivors).Select(victim => KillAtWorkAsync(victim, tooLong.Token)));
        var stories = await Task.WhenAll(survivors.Select(survivor => StoryAsync(survivor, tooLong.Token)));
        await killing;

        Assert.All(stories, story => Assert.Equal(Rounds, story.Count(line => line.StartsWith("round ", StringComparison.Ordinal))));
        output.WriteLine(string.Join(", ", stories.Select(story => story[^1])));
        NothingIsLeft();
    }

    private void NothingIsLeft()
    {
        using var state = new SidecarState(_folder, ProcessTables.ForThisSystem(), TimeProvider.System, SidecarState.HookPatience);
        Assert.False(DamagedState.Is(state.Database.Folder, TimeSpan.FromSeconds(5)));
        Assert.DoesNotContain(state.Claims.Active(), claim => claim.Live is not Liveness.Dead);
        Assert.Empty(state.Claims.Waiting());
        Assert.True(state.Database.Write(_ => true));
    }

    private Process Start(int index)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Sidecar.Contender.dll"), _folder, $"contender-{index}", $"{Rounds}",
            },
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SIDECAR_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }

    private static async Task KillAtWorkAsync(Process victim, CancellationToken cancellationToken)
    {
        while (await victim.StandardOutput.ReadLineAsync(cancellationToken) is { } line && line != KilledAfter)
        {
        }

        victim.Kill();
        await victim.WaitForExitAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> StoryAsync(Process survivor, CancellationToken cancellationToken)
    {
        var errors = survivor.StandardError.ReadToEndAsync(cancellationToken);
        var lines = (await survivor.StandardOutput.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await survivor.WaitForExitAsync(cancellationToken);
        Assert.True(survivor.ExitCode == 0, $"exit {survivor.ExitCode}: {await errors}");
        return lines;
    }
}
