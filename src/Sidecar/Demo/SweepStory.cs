using System.Text.Json;

namespace Sidecar.Demo;

/// <summary>The part of the story in which nobody claims anything: the watcher sees who writes what.</summary>
internal sealed class SweepStory(DemoShell shell, DemoExpectation expect, DemoScreen screen)
{
    private const string Prices = "docs/prices.md";
    private const string Readme = "README.md";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Tells it.</summary>
    public async Task TellAsync(DemoAgent ada, DemoAgent bob, CancellationToken cancellationToken)
    {
        screen.Step("Nobody claims anything: the watcher sees who writes what");
        // It takes its time, as a program does that makes a file: so anybody may see who has it open, without special rights.
        await ada.RunAsync($"{{ echo '# Prices'; sleep 0.4; echo 'to be done'; }} >{Prices}", cancellationToken);
        var evidence = await EvidenceAsync(Prices, "ada", cancellationToken);
        await shell.RunAsync(who: null, "sidecar", ["touches", Prices], cancellationToken);
        expect.Must(evidence is not null, $"the watcher knows that ada wrote {Prices} (evidence: {evidence})");

        await bob.RunAsync($"echo '# Shop' >{Readme} && git add -A", cancellationToken);
        var (exitCode, output) = await bob.RunAsync("git commit -q -m 'a readme'", cancellationToken);
        expect.Must(exitCode == 1 && output.Contains(Prices, StringComparison.Ordinal), "bob's 'git add -A' does not sweep it up");

        var wayOut = output.Split('\n').FirstOrDefault(line => line.StartsWith("    git commit ", StringComparison.Ordinal))?.Trim();
        expect.Must(wayOut is not null, "the refusal offers the commit of bob's own files");
        var (passed, _) = await bob.RunAsync(wayOut!, cancellationToken);
        expect.Must(passed == 0, "that command passes as it stands");
        await ada.RunAsync($"git commit -q -m prices -- {Prices}", cancellationToken);
    }

    // A hint, a quiet moment, a look: a quarter of a second after the last write it is known.
    private async Task<string?> EvidenceAsync(string path, string author, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        while (!limit.IsCancellationRequested)
        {
            var (_, output) = await shell.AskAsync(who: null, "sidecar", ["touches", path, "--json"], cancellationToken);
            var touches = JsonElement.Parse(output).GetProperty("touches").EnumerateArray();
            var found = touches.FirstOrDefault(touch => touch.GetProperty("agent").GetString() == author);
            if (found.ValueKind is JsonValueKind.Object)
                return found.GetProperty("evidence").GetString();

            await Task.Delay(Pause, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }
}
