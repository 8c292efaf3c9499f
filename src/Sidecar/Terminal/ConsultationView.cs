using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Status;

namespace Sidecar.Terminal;

/// <summary>Consultations as people see them.</summary>
internal static class ConsultationView
{
    private const int Most = 10;

    /// <summary>One with what was said in it.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="thread">The consultation.</param>
    /// <param name="messages">What was said in it; long ones are cut.</param>
    /// <param name="now">This moment.</param>
    /// <param name="next">What is awaited from the reader.</param>
    /// <param name="whereWhole">The command that has all of a message.</param>
    public static void Show(
        Screen screen, Consultation thread, IReadOnlyList<Message> messages, DateTimeOffset now, string next, Func<Message, string> whereWhole)
    {
        screen.Heading($"{ConsultationWords.Title(thread)}, opened by {thread.Opener.Agent.Name} {Ages.Ago(thread.At, now)} ({Words.Of(thread.Cause)})");
        screen.Line(ConsultationWords.Standing(thread, now), ToneOf(thread));
        foreach (var party in thread.Parties)
            screen.Line($"  {party.Agent.Name}: {Said(party, thread)}", party.IsHere ? Tone.Plain : Tone.Faint);
        foreach (var message in messages)
        {
            if (IsWhole(thread, message))
                MessageView.Show(screen, message, now);
            else
                MessageView.ShowShort(screen, message, now, whereWhole(message));
        }

        screen.Line($"next: {next}");
    }

    /// <summary>Whether all of a message is shown: nobody answers a proposal without having seen all of it.</summary>
    public static bool IsWhole(Consultation thread, Message message) =>
        !MessageView.IsLong(message) || (thread.State is ConsultationState.Resolving && message.Id == thread.Proposal?.Message);

    /// <summary>One in two lines, as part of a longer answer.</summary>
    public static void ShowOne(Screen screen, Consultation thread, IReadOnlyList<AgentName> notAsked, DateTimeOffset now, string next)
    {
        screen.Line(
            $"{ConsultationWords.Title(thread)}, between {ConsultationWords.Names(thread.Parties)}: {ConsultationWords.Standing(thread, now)}.{ConsultationWords.LeftOut(notAsked)}",
            ToneOf(thread));
        screen.Line($"next: {next}");
    }

    /// <summary>That something is not done, and what has to be read first.</summary>
    public static void ShowRefused(Screen screen, string why, IReadOnlyList<Message> messages, DateTimeOffset now, string next)
    {
        screen.Line(why, Tone.Bad);
        foreach (var message in messages)
            MessageView.Show(screen, message, now);
        screen.Line($"next: {next}");
    }

    /// <summary>Those that are listed, and how many more there are.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="threads">They.</param>
    /// <param name="now">This moment.</param>
    /// <param name="nextFor">What is awaited from the reader in one of them; null for nothing.</param>
    /// <param name="toSeeOne">The command that shows one.</param>
    public static void ShowList(
        Screen screen, Excerpt<Consultation> threads, DateTimeOffset now, Func<Consultation, string?> nextFor, string toSeeOne)
    {
        if (threads.Items.Count == 0)
            screen.Line($"No consultations{(threads.Left > 0 ? " now" : "")}. To open one: sidecar consult open TEXT --with NAME");
        else
            ShowTable(screen, threads.Items, now);
        foreach (var thread in threads.Items)
        {
            if (nextFor(thread) is { } next)
                screen.Line($"{thread.Id}: {next}");
        }

        if (threads.Left > 0)
            screen.Line(ConsultationWords.Older(threads.Left, toSeeOne), Tone.Faint);
    }

    /// <summary>Those that are to be settled.</summary>
    public static void ShowCurrent(Screen screen, StatusSnapshot status)
    {
        if (status.Consultations.Count == 0)
            return;

        screen.Gap();
        screen.Heading("Consultations");
        ShowTable(screen, [.. status.Consultations.Take(Most)], status.At);
        if (status.Consultations.Count > Most)
            screen.Line($"  and {status.Consultations.Count - Most} more: sidecar consult", Tone.Faint);
    }

    private static void ShowTable(Screen screen, IReadOnlyList<Consultation> threads, DateTimeOffset now) => screen.Table(
        ["ID", Column.Wide("STATE"), Column.Cut("ABOUT"), Column.Cut("BETWEEN"), "ROUND", Column.Cut("AWAITED"), "ENDS"],
        threads.Select(thread => (IReadOnlyList<Cell>)
        [
            $"{thread.Id}",
            new Cell(thread.ClosedAt is null ? Words.Of(thread.State) : $"{Words.Of(thread.State)}, closed", ToneOf(thread)),
            ConsultationWords.About(thread),
            Named(thread.Parties),
            $"{thread.Round} of {ConsultationRules.MaxRounds}",
            Awaited(thread),
            thread.IsUnfinished ? $"in {ConsultationWords.Left(thread, now)}" : "over",
        ]));

    private static Cell Named(IReadOnlyList<Party> parties) =>
        new(ConsultationWords.Names(parties)) { Shorter = room => ConsultationWords.FirstNames(parties, room) };

    // Where the first of several does not fit, how many they are: the names stand beside it.
    private static Cell Awaited(Consultation thread)
    {
        List<Party> awaited =
        [
            .. thread.State is ConsultationState.Open ? thread.Here.Where(party => party != thread.DeclinedBy) : thread.Awaited,
        ];
        return Named(awaited) with
        {
            Shorter = room => ConsultationWords.FirstNames(awaited, room) is var names && (names.Length <= room || awaited.Count == 1)
                ? names
                : $"{awaited.Count} of {thread.Parties.Count}",
        };
    }

    private static string Said(Party party, Consultation thread)
    {
        if (!party.IsHere)
            return $"gone ({party.LeftWhy})";
        if (party.Answer is not { } answer || party.AnsweredRound != thread.Round)
            return "no answer in this round";

        return answer is PartyAnswer.Contested ? $"contested: {party.Reason}" : "approved";
    }

    private static Tone ToneOf(Consultation thread) => thread.State switch
    {
        ConsultationState.Resolved => Tone.Good,
        ConsultationState.Open or ConsultationState.Resolving => Tone.Warning,
        ConsultationState.Expired => Tone.Bad,
        _ => Tone.Faint,
    };
}
