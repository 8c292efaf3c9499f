using Sidecar.Setup;

namespace Sidecar.Demo;

/// <summary>
/// The main job in a throw-away repository, with two real MCP servers and real commits. It is a self-check and not a film:
/// whatever goes differently from what must happen ends it.
/// </summary>
internal static class TwoAgentDemo
{
    // What a shell says of a program that Ctrl-C ended.
    private const int Interrupted = 130;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs the demo and prints each step as it really happens.</summary>
    /// <param name="programs">The programs to show.</param>
    /// <param name="keep">Whether the repository stays, for a look around.</param>
    /// <param name="output">Where the steps are printed.</param>
    /// <param name="colour">Whether the output may be coloured.</param>
    /// <param name="cancellationToken">Ends the demo and cleans up.</param>
    /// <exception cref="SidecarException">Something went differently from what must happen.</exception>
    public static async Task<int> RunAsync(
        ProgramFolder programs, bool keep, TextWriter output, bool colour, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var repository = new DemoRepository(programs, keep);
        var screen = new DemoScreen(output, colour);
        try
        {
            await new DemoStory(repository, screen).RunAsync(limit.Token);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (OperationCanceledException)
        {
            throw DemoExpectation.Failed($"the demo did not end within {Limit.TotalSeconds:0} s");
        }
        finally
        {
            if (keep)
                screen.Note($"kept: {repository.Folder}");
        }
    }
}
