using System.Globalization;
using Sidecar.Agents;

namespace Sidecar.Consultations;

/// <summary>The first line of the message that tells of a step: what happened, and what is awaited from those who read it.</summary>
internal static class StepWords
{
    public static string Opened(Consultation thread, IReadOnlyList<AgentName> notAsked, Func<ConsultAction, string> call)
    {
        var (by, asked) = (thread.Opener.Agent.Name, ConsultationWords.Names(thread.Parties.Skip(1)));
        return thread.Cause switch
        {
            ConsultationCause.Request => $"Request {thread.Id} from {by} to {asked}{Files(thread)}{Until(thread)}. next: {Answer(ConsultAction.Accept, ConsultAction.Decline, call)}",
            ConsultationCause.Conflict => $"{ConsultationWords.Title(thread)}: {by} announced work that meets yours. "
                + $"{ConsultationWords.Names(thread.Parties)} are to agree who does what.{ConsultationWords.LeftOut(notAsked)} next: {call(ConsultAction.Propose)}, or {call(ConsultAction.Post)}. Announced:",
            _ => $"Consultation {thread.Id}{Files(thread)}, opened by {by}, asks {asked}{Until(thread)}. next: {call(ConsultAction.Propose)}, or {call(ConsultAction.Post)}",
        };
    }

    public static string Joined(Consultation thread, AgentName by, IReadOnlyList<AgentName> notAsked, Func<ConsultAction, string> call) =>
        $"{ConsultationWords.Title(thread)}: {by} announced work that meets yours as well. Now "
        + $"{ConsultationWords.Names(thread.Here)} are to agree who does what.{ConsultationWords.LeftOut(notAsked)} {Then(thread, call)} Announced:";

    public static string Acted(Consultation thread, AgentName by, ConsultAction action, Func<ConsultAction, string> call)
    {
        var title = ConsultationWords.Title(thread);
        return action switch
        {
            ConsultAction.Post => $"{title}, from {by}:",
            ConsultAction.Propose => $"{title}, round {thread.Round}: {by} proposes. next: {Answer(ConsultAction.Approve, ConsultAction.Contest, call)}",
            ConsultAction.Close => $"{title} is closed by {by}:",
            ConsultAction.Cancel => $"{title} was taken back by {by}.",
            _ => $"{title}: {by} {Does(action)}. {Then(thread, call)}",
        };
    }

    public static string Dropped(Consultation thread, Consultation before, AgentName gone, string why, Func<ConsultAction, string> call)
    {
        var proposal = before.Proposal is not null && thread.Proposal is null ? ", and what it proposed with it" : "";
        return $"{ConsultationWords.Title(thread)}: {gone} is gone ({Printable.OneLine(why)}){proposal}. {Then(thread, call)}";
    }

    public static string Returned(Consultation thread, AgentName back, Func<ConsultAction, string> call)
    {
        var next = thread.State is ConsultationState.Resolving ? $" next: {call(ConsultAction.Get)}" : "";
        return $"{ConsultationWords.Title(thread)}: {back} is back and asked again. {Then(thread, call)}{next}";
    }

    public static string Over(Consultation thread, Func<ConsultAction, string> call) => $"{ConsultationWords.Title(thread)}. {Then(thread, call)}";

    private static string Then(Consultation thread, Func<ConsultAction, string> call) => thread.State switch
    {
        ConsultationState.Open when thread.DeclinedBy is not null =>
            $"next: {ConsultationWords.Declined(call(ConsultAction.Propose), call(ConsultAction.Cancel))}",
        ConsultationState.Open =>
            $"Round {thread.Round} of {ConsultationRules.MaxRounds} is open. next: {call(ConsultAction.Propose)}, or {call(ConsultAction.Post)}",
        ConsultationState.Resolving => $"Awaited: {ConsultationWords.Names(thread.Awaited)}.",
        ConsultationState.Resolved when thread.AcceptedBy is not null => "next: wait for the outcome",
        ConsultationState.Resolved => $"It is {ConsultationWords.Agreed(thread)}. next: do what was agreed, then {call(ConsultAction.Close)}",
        ConsultationState.Moot => $"It is moot: nobody is left to agree with. {ConsultationWords.NoPermission}: look whether the files are free (check).",
        _ => $"It has expired: {thread.EndedWhy}. {ConsultationWords.NoPermission}: work on something else, or {call(ConsultAction.Open)}",
    };

    private static string Does(ConsultAction action) => action switch
    {
        ConsultAction.Accept => "accepts",
        ConsultAction.Decline => "declines",
        ConsultAction.Contest => "contests",
        _ => "approves",
    };

    private static string Answer(ConsultAction yes, ConsultAction no, Func<ConsultAction, string> call) => $"{call(yes)}, or {call(no)}";

    // People look later than agents do, and nothing tells them how late it is.
    private static string Until(Consultation thread) => thread.Parties.Skip(1).Any(party => party.Agent.IsHuman)
        ? string.Create(CultureInfo.InvariantCulture, $", open until {thread.Deadline.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
        : "";

    private static string Files(Consultation thread) => thread.Files.Count == 0 ? "" : $" about {ConsultationWords.Files(thread)}";
}
