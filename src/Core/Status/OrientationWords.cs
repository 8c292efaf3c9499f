using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;

namespace Sidecar.Status;

/// <summary>An orientation in the lines that screens and texts for agents share. Text of others in them is one short piece of a line.</summary>
public static class OrientationWords
{
    /// <summary>What stands above the last messages: they must not pass for new ones.</summary>
    public const string LastMessages = "Earlier messages, none of them unread:";

    private const int LongestPath = 90;
    private const int LongestSaying = 60;
    private const int LongestTitle = 90;
    private const int LongestNext = 150;

    /// <summary>All but the summary and the messages, which stand below them, fenced. As long as the orientation has entries: see <see cref="OrientationFit"/>.</summary>
    /// <param name="orientation">What is shown.</param>
    /// <param name="surface">Where.</param>
    public static IReadOnlyList<string> Lines(Orientation orientation, OrientationSurface surface)
    {
        string?[] lines =
        [
            Self(orientation.Me),
            orientation.Others.Total == 0 ? "Nobody else is here." : Line("Here", orientation.Others, Entry),
            Unread(orientation),
            Line("You claim", orientation.Claims, Entry),
            Line("You changed, not committed", orientation.Files, file => Entry(file, orientation.Me)),
            Line("In consultation", orientation.Consultations, thread => Entry(thread, surface), "; "),
            orientation.Summary is null ? $"No summary was left for {orientation.Scope?.ToString() ?? "you"}." : null,
            orientation.OtherSummaries.Total == 0 ? null : $"Other summaries ({surface.ReadSummary}): {List(orientation.OtherSummaries, Entry)}.",
        ];
        return [.. lines.OfType<string>(), .. orientation.Cut.Select(summary => Cut(summary, surface))];
    }

    internal static string Entry((Agent Agent, Liveness Live) other)
    {
        string?[] parts =
        [
            other.Live is Liveness.Unknown ? "cannot tell whether it lives" : null,
            other.Agent.Role is { } role ? Printable.Quoted(role, LongestSaying / 2) : null,
            other.Agent.Summary is { } summary ? Printable.Quoted(summary, LongestSaying) : null,
        ];
        var said = string.Join("; ", parts.OfType<string>());
        return said.Length == 0 ? other.Agent.Name.ToString() : $"{other.Agent.Name} ({said})";
    }

    internal static string Entry((TopicName Topic, int Unread) topic) => $"{topic.Topic} {topic.Unread}";

    internal static string Entry(string pattern) => Printable.OneLine(pattern);

    internal static string Entry((RepoPath Path, string Worktree) file, Agent me)
    {
        var path = Printable.OneLine(file.Path.ToString());
        return me.IsHuman || file.Worktree == me.Worktree ? path : $"{path} in {Printable.Short(file.Worktree, LongestPath)}";
    }

    internal static string Entry(Consultation thread, OrientationSurface surface) =>
        $"{About(thread)}: {Printable.Short(surface.Next(thread), LongestNext)}";

    /// <summary>Which consultation, in a few words.</summary>
    internal static string About(Consultation thread) => Printable.Short(ConsultationWords.Title(thread), LongestTitle);

    internal static string Entry(Message summary) => $"#{summary.Id} by {summary.From} for {HandoffScope.Of(summary)}";

    /// <summary>Where all of a summary is. It stands outside what is cut, where nobody else can have written it.</summary>
    internal static string Cut(Message summary, OrientationSurface surface) => $"Summary {Entry(summary)} is cut: {surface.WhereWhole(summary)}";

    private static string Self(Agent me)
    {
        if (me.IsHuman)
            return "You are human, nobody's agent.";

        var role = me.Role is null ? "" : $" Role: {Printable.Short(me.Role, LongestSaying / 2)}.";
        var doing = me.Summary is null ? "" : $" Doing: {Printable.Short(me.Summary, LongestSaying)}.";
        return $"You are {me.Name} in {Printable.Short(me.Worktree, LongestPath)}.{role}{doing}";
    }

    private static string Unread(Orientation orientation)
    {
        if (orientation.Unread == 0)
            return "Nothing is unread.";

        var topics = orientation.Topics.Total == 0 ? "" : $", of these in topics: {List(orientation.Topics, Entry)}";
        return $"{orientation.Unread} unread{topics}.";
    }

    private static string? Line<T>(string heading, Excerpt<T> excerpt, Func<T, string> entry, string between = ", ") =>
        excerpt.Total == 0 ? null : $"{heading}: {List(excerpt, entry, between)}{(excerpt.Left > 0 ? " (see status)" : "")}.";

    private static string List<T>(Excerpt<T> excerpt, Func<T, string> entry, string between = ", ") => excerpt switch
    {
        { Left: 0 } => string.Join(between, excerpt.Items.Select(entry)),
        { Items.Count: 0 } => $"{excerpt.Left}, too long to be listed",
        _ => $"{string.Join(between, excerpt.Items.Select(entry))} and {excerpt.Left} more",
    };
}
