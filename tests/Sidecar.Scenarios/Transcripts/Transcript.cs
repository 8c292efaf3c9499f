using System.Text;
using System.Text.RegularExpressions;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Transcripts;

/// <summary>
/// A text that shows commands and what they print. A line "$ COMMAND" runs in a shell with the programs first on PATH, in
/// a folder "project" of a sandbox; "@ada TOOL JSON" lets the agent ada call a tool, and is followed by the text that its
/// model sees. What changes from run to run is replaced: the sandbox by $HERE, the programs' folder by $BIN, ages and times; columns move together.
/// </summary>
internal sealed partial class Transcript : IAsyncDisposable
{
    private readonly SandboxFolder _sandbox = new();
    private readonly Dictionary<string, AgentProcess> _agents = new(StringComparer.Ordinal);
    private readonly Desk _desk;

    private Transcript()
    {
        var desk = _sandbox.NewDesk("project");
        _desk = desk.With("PATH", $"{Programs.Folder.TrimEnd('/')}:{desk.Environment["PATH"]}");
    }

    /// <summary>The text as it comes out now.</summary>
    public static async Task<string> PlayAsync(string text)
    {
        await using var transcript = new Transcript();
        var played = new StringBuilder();
        foreach (var step in Steps(text))
            played.Append(await transcript.PlayStepAsync(step));
        return played.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents.Values)
            await agent.DisposeAsync();
        _sandbox.Dispose();
    }

    /// <summary>The words before the first command, and then each command; what they printed is left out.</summary>
    private static IEnumerable<string> Steps(string text)
    {
        var lines = text.Split('\n');
        yield return string.Concat(lines.TakeWhile(line => !IsStep(line)).Select(line => line + "\n"));
        foreach (var line in lines.Where(IsStep))
            yield return line;
    }

    private static bool IsStep(string line) =>
        line.StartsWith("$ ", StringComparison.Ordinal) || line.StartsWith('@');

    private async Task<string> PlayStepAsync(string step)
    {
        if (!IsStep(step))
            return step;

        var said = step[0] == '$' ? await RunAsync(step[2..]) : await CallAsync(step[1..]);
        return $"{step}\n{Steady(said)}\n";
    }

    private async Task<string> RunAsync(string command)
    {
        // One stream, so that the order of the lines is the one that people see.
        var ran = await _desk.RunAsync("sh", "-c", $"exec 2>&1; {command}");
        return ran.Output + (ran.ExitCode == 0 ? "" : $"[exit {ran.ExitCode}]\n");
    }

    private async Task<string> CallAsync(string step)
    {
        var words = step.Split(' ', 3);
        if (!_agents.TryGetValue(words[0], out var agent))
            agent = _agents[words[0]] = await AgentProcess.StartAsync(_desk, words[0]);
        return (await agent.CallAsync(words[1], words.Length > 2 ? words[2] : "{}")).Text + "\n";
    }

    private string Steady(string text)
    {
        var steady = text
            .Replace(_sandbox.Top, "$HERE", StringComparison.Ordinal)
            .Replace(Programs.Folder.TrimEnd('/'), "$BIN", StringComparison.Ordinal);
        steady = FullTimes().Replace(steady, "$TIME");
        steady = Times().Replace(steady, "$TIME UTC");
        steady = Ages().Replace(Recently().Replace(steady, "$AGE ago"), "$AGE");
        steady = Columns().Replace(steady, "${last}  ");
        return Processes().Replace(steady, "process $PID");
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", RegexOptions.NonBacktracking)]
    private static partial Regex FullTimes();

    // Before midnight what ends after it is told with its day.
    [GeneratedRegex(@"(\d{4}-\d\d-\d\d )?\d\d:\d\d UTC", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Times();

    [GeneratedRegex(@"\b\d+ (?:s|min)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Ages();

    [GeneratedRegex("just now", RegexOptions.NonBacktracking)]
    private static partial Regex Recently();

    // How wide a table's column is depends on how old things are.
    [GeneratedRegex(@"(?<last>\S)  +", RegexOptions.NonBacktracking)]
    private static partial Regex Columns();

    [GeneratedRegex(@"process \d+", RegexOptions.NonBacktracking)]
    private static partial Regex Processes();
}
