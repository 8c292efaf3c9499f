using System.Text.Json;

namespace Sidecar.Scenarios.World;

/// <summary>How a command ended and what it said.</summary>
internal sealed record Ran(string Command, int ExitCode, string Output, string Error)
{
    public string All => Output + Error;

    /// <summary>What it printed, as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails the test unless it went well.</summary>
    public Ran Succeeded() => Ended(0);

    /// <summary>Fails the test unless it ended with this code.</summary>
    public Ran Ended(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"expected exit code {exitCode} of:\n{this}");
        return this;
    }

    /// <summary>Fails the test unless what it said has this in it.</summary>
    public Ran Says(string text)
    {
        Assert.True(All.Contains(text, StringComparison.Ordinal), $"expected '{text}' from:\n{this}");
        return this;
    }

    /// <summary>Fails the test if what it said has this in it.</summary>
    public Ran IsSilentAbout(string text)
    {
        Assert.False(All.Contains(text, StringComparison.Ordinal), $"expected no '{text}' from:\n{this}");
        return this;
    }

    public override string ToString() => $"$ {Command}\n{Output}{Error}[exit {ExitCode}]";
}
