using Sidecar.Claims;
using Sidecar.Impact;

namespace Sidecar.Commands;

/// <summary>The commands that ask whoever is in the way: they work as they stand.</summary>
internal static class Questions
{
    /// <summary>To the one whose work a finding is about.</summary>
    public static string About(Invocation call, Finding finding)
    {
        var (mine, theirs) = (Short(finding.Path), Short(finding.Theirs ?? finding.Path));
        var text = finding.Signal switch
        {
            Signal.Claimed => $"When will you be done with {theirs}?",
            Signal.Written => $"When will you commit {theirs}?",
            Signal.WouldConflict => $"Our changes of {theirs} would conflict: who goes first?",
            Signal.Announced => $"I am about to change {mine} too: who does what?",
            Signal.Dependency => $"{mine} and {theirs} depend on each other, and I am about to change mine: what must fit?",
            Signal.CoChange => $"{theirs} moves with {mine}, which I am about to change: do our changes belong together?",
            _ => $"I am about to change {mine}, beside your {theirs}.",
        };
        return call.CommandToSay("send", finding.Agent.Name.ToString(), text);
    }

    /// <summary>To the one who stands in the way of a claim.</summary>
    public static string About(Invocation call, Claim held)
    {
        var path = Short(held.Pattern.Text);
        var text = held.Source is ClaimSource.Observed
            ? $"When will you commit {path}, or release it? I need it."
            : $"Please release {path} when you can: I need it.";
        return call.CommandToSay("send", held.Holder.Name.ToString(), text);
    }

    private static string Short(string path) => Printable.Short(path, 200);
}
