using Sidecar.Agents;

namespace Sidecar.Consultations;

/// <summary>
/// Consultations in the words that screens, messages and texts for agents share. How something is called there is an argument:
/// a tool is not called as a command is.
/// </summary>
public static class ConsultationWords
{
    /// <summary>What must never be misread.</summary>
    public const string NoPermission = "That is no permission";

    private const int MostFiles = 3;
    private const int LongestFile = 60;
    private const int LongestSubject = 80;
    private const int LongestTask = 50;

    /// <summary>Its number and what it is about, in one line.</summary>
    public static string Title(Consultation thread) => $"{Name(thread)} about {About(thread)}";

    /// <summary>What somebody is requested to do, and otherwise the files, or the first words where there are none.</summary>
    public static string About(Consultation thread)
    {
        if (thread.Files.Count == 0)
            return Quoted(thread.Subject);

        return thread.Cause is ConsultationCause.Request ? $"{Quoted(thread.Subject, LongestTask)} ({Files(thread)})" : Files(thread);
    }

    /// <summary>The first files.</summary>
    internal static string Files(Consultation thread)
    {
        var shown = string.Join(", ", thread.Files.Take(MostFiles).Select(file => Printable.Name(Printable.Short(file.Text, LongestFile))));
        return thread.Files.Count > MostFiles ? $"{shown} and {thread.Files.Count - MostFiles} more" : shown;
    }

    /// <summary>How it stands, in one sentence without a full stop.</summary>
    public static string Standing(Consultation thread, DateTimeOffset now)
    {
        var round = $"round {thread.Round} of {ConsultationRules.MaxRounds}, ends in {Left(thread, now)}";
        var stands = thread.State switch
        {
            ConsultationState.Open when thread.DeclinedBy is { } decliner => $"declined by {decliner.Agent.Name}: {Quoted(decliner.Reason)}; open, {round}",
            ConsultationState.Open => $"open, nothing is proposed, {round}",
            ConsultationState.Resolving => $"{Names([thread.Find(thread.Proposal!.By)!])} proposed{What(thread, " ")}, awaited: {Names(thread.Awaited)}, {round}",
            ConsultationState.Resolved => Agreed(thread),
            _ => $"{Words.Of(thread.State)}: {Printable.OneLine(thread.EndedWhy ?? "")}. {NoPermission}",
        };
        return thread.ClosedBy is { } by ? $"{stands}; closed by {by}: {Quoted(thread.Outcome ?? "")}" : stands;
    }

    /// <summary>How long its round lasts still, to the nearest minute: what was opened for 10 a moment ago ends in 10, not in 9.</summary>
    public static string Left(Consultation thread, DateTimeOffset now)
    {
        var left = thread.Deadline - now;
        return Duration.Approximate(left < TimeSpan.FromMinutes(2) ? left : left + TimeSpan.FromSeconds(30));
    }

    /// <summary>What is awaited from a reader now.</summary>
    /// <param name="thread">The consultation.</param>
    /// <param name="reader">The reader's registration.</param>
    /// <param name="call">How an action on this consultation is called.</param>
    public static string Next(Consultation thread, long reader, Func<ConsultAction, string> call)
    {
        var awaited = ConsultationRules.Awaited(thread, reader);
        if (thread.Find(reader) is not { IsHere: true })
            return "nothing is awaited from you";

        return (thread.State, awaited) switch
        {
            _ when thread.ClosedAt is not null => "nothing; it is closed",
            (ConsultationState.Open, []) => "nothing is awaited from you, you declined",
            (ConsultationState.Open, [var another, ConsultAction.Cancel]) => Declined(call(another), call(ConsultAction.Cancel)),
            (ConsultationState.Open, [var propose, var post]) => $"propose who does what: {call(propose)}, or talk first: {call(post)}",
            (ConsultationState.Resolving, [var yes, var no]) => $"answer: {call(yes)}, or {call(no)}",
            (ConsultationState.Resolving, _) => $"wait for the answer of {Names(thread.Awaited)}",
            (ConsultationState.Resolved, []) => "wait for the outcome",
            (ConsultationState.Resolved, [var close]) when thread.AcceptedBy is not null => $"do it, then {call(close)}",
            (ConsultationState.Resolved, [var close]) => $"do what was agreed, then {call(close)}",
            (ConsultationState.Expired, [var open]) => $"work on something else, or ask again: {call(open)}",
            (ConsultationState.Moot, _) => "nobody is left to agree with; look whether the files are free (check)",
            _ => "nothing; it was taken back",
        };
    }

    /// <summary>That an action came without its text, and what that would have been.</summary>
    public static string TextMissing(ConsultAction action) => $"consult {Words.Of(action)} needs a text: " + action switch
    {
        ConsultAction.Open => "what is to be agreed on.",
        ConsultAction.Request => "what is to be done.",
        ConsultAction.Propose => "what is proposed.",
        ConsultAction.Contest or ConsultAction.Decline => "why.",
        ConsultAction.Close => "what came of it.",
        _ => "what to say.",
    };

    /// <summary>Whom an announcement meets and its consultation does not ask, as a sentence behind others; nothing where it asks all.</summary>
    public static string LeftOut(IReadOnlyList<AgentName> notAsked) => notAsked.Count == 0
        ? ""
        : $" Not asked, because {ConsultationRequest.MaxAsked} is the most: {string.Join(", ", notAsked)}.";

    /// <summary>What to do about those whom an announcement meets and its consultation does not ask, behind what is awaited in that; nothing where it asks all.</summary>
    /// <param name="notAsked">They.</param>
    /// <param name="callToAsk">How a consultation with some is opened.</param>
    public static string AskToo(IReadOnlyList<AgentName> notAsked, Func<IEnumerable<string>, string> callToAsk) => notAsked.Count == 0
        ? ""
        : $"; then agree with those not asked: {callToAsk(notAsked.Take(ConsultationRequest.MaxAsked).Select(name => name.ToString()))}";

    /// <summary>What is said of those that are not listed, however one is called.</summary>
    public static string Older(int count, string call) => $"{Words.Count(count, "older one")}: {call}";

    /// <summary>The names of some parties, "and" before the last.</summary>
    public static string Names(IEnumerable<Party> parties)
    {
        var names = parties.Select(party => party.Agent.Name.ToString()).ToList();
        return names.Count > 1 ? $"{string.Join(", ", names[..^1])} and {names[^1]}" : string.Concat(names);
    }

    /// <summary>As many whole names as fit into so many characters, but one at least, and how many more there are.</summary>
    public static string FirstNames(IReadOnlyList<Party> parties, int room)
    {
        for (var shown = parties.Count; shown > 1; shown--)
        {
            if (First(shown) is var names && names.Length <= room)
                return names;
        }

        return First(1);

        string First(int shown) => string.Join(", ", parties.Take(shown).Select(party => party.Agent.Name))
            + (shown < parties.Count ? $" +{parties.Count - shown}" : "");
    }

    internal static string Declined(string propose, string cancel) => $"propose another way: {propose}, or cancel and ask somebody else: {cancel}";

    internal static string NotAsked(Consultation thread, Party? gone) => gone switch
    {
        null => $"{Name(thread)} does not ask you: it is between {Names(thread.Parties)}.",
        _ when thread.IsUnfinished => $"{gone.Agent.Name} left consultation {thread.Id} ({gone.LeftWhy}); it goes on between {Names(thread.Here)}.",
        _ => $"{gone.Agent.Name} left consultation {thread.Id} ({gone.LeftWhy}). {Over(thread)}",
    };

    internal static string AlreadyProposed(Consultation thread) =>
        $"A proposal of {Names([thread.Find(thread.Proposal!.By)!])} stands in consultation {thread.Id}; there is one at a time.";

    internal static string NothingProposed(Consultation thread) => $"Nothing is proposed in round {thread.Round} of consultation {thread.Id}.";

    internal static string OwnRequest(Consultation thread) =>
        $"Request {thread.Id} is your own: {Names(thread.Here.Where(party => party.Agent.Id != thread.OpenerId))} answers it.";

    internal static string NotSeen(Consultation thread) =>
        $"You had not been shown the proposal of round {thread.Round}, so this did not count. Read it now.";

    internal static string NotOver(Consultation thread) =>
        $"{Name(thread)} is not over: {(thread.State is ConsultationState.Open ? "nothing is proposed" : $"the answer of {Names(thread.Awaited)} is awaited")}.";

    internal static string NotTheOpener(Consultation thread) => $"Only {thread.Opener.Agent.Name}, who opened consultation {thread.Id}, can take it back.";

    internal static string Over(Consultation thread) => thread switch
    {
        { ClosedBy: { } by } => $"{Name(thread)} is closed by {by}.",
        { State: ConsultationState.Resolved } => $"{Name(thread)} is resolved: {thread.EndedWhy}.",
        _ => $"{Name(thread)} is over ({Words.Of(thread.State)}): {thread.EndedWhy}. {NoPermission}.",
    };

    internal static string TooLong(Consultation thread) =>
        $"nothing was agreed within {Duration.Format(thread.Ttl)} in round {thread.Round}";

    internal static string ContestedTooOften(AgentName by) => $"{by} contested the proposal of the last round";

    internal static string NobodyLeft(AgentName gone, string why) => $"nobody is left to agree with, {gone} is gone: {why}";

    internal static string TakenBack(AgentName by) => $"taken back by {by}";

    /// <summary>That it is resolved, and on what.</summary>
    internal static string Agreed(Consultation thread) => $"resolved, {thread.EndedWhy}{What(thread, ": ")}";

    // What a request proposes stands in its title.
    private static string What(Consultation thread, string between) =>
        thread.Proposal is { } proposal && proposal.Text != thread.Subject ? between + Quoted(proposal.Text) : "";

    internal static string AgreedBy(Consultation thread) => $"agreed by {Names(thread.Agreed)}";

    internal static string Name(Consultation thread) =>
        $"{(thread.Cause is ConsultationCause.Request ? "Request" : "Consultation")} {thread.Id}";

    private static string Quoted(string text, int longest = LongestSubject) => Printable.Quoted(text, longest);
}
