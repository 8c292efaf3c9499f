using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sidecar.Consultations;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Agrees with others, and asks one of them to do something.</summary>
internal sealed class ConsultCommand : SidecarCommand
{
    private const string Show = "show";

    private readonly Argument<string?> _action = new("ACTION")
    {
        Description = "list (if none), show, open, request, post, propose, approve, accept, contest, decline, close, cancel",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string[]> _words = new("WORD")
    {
        Description = "For open TEXT, for request NAME TEXT, otherwise the number of the consultation and the TEXT",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _with = Inputs.Several("--with", "NAME", $"With open: who is to agree, up to {ConsultationRequest.MaxAsked} agents or 'human'");
    private readonly Option<string[]> _files = Inputs.Several("--files", "PATH", "With open and request: the files that it is about");

    public ConsultCommand()
        : base("consult", "Agree with others who does what, or ask one of them to do something")
    {
        Add(_action);
        Add(_words);
        Add(_with);
        Add(_files);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "sidecar consult",
        "sidecar consult 3",
        "sidecar consult open 'Who changes the schema?' --with ada bob --files db/schema.sql",
        "sidecar consult request ada 'Please review src/login.cs' --files src/login.cs",
        "sidecar consult propose 3 'ada does the schema, bob waits'",
        "sidecar consult approve 3",
        "sidecar consult contest 3 'I am in the middle of it'",
        "sidecar consult close 3 'done in 4f2c1a9'",
    ];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var (action, words) = Read(call.Value(_action), call.Value(_words) ?? []);
        if (action is not (ConsultAction.Open or ConsultAction.Request) && (call.Value(_with) is { Length: > 0 } || call.Value(_files) is { Length: > 0 }))
            throw SidecarException.Usage("--with and --files are for open and request.", "sidecar consult --help");

        call.Workplace.State.Consultations.Settle();
        return Task.FromResult(action switch
        {
            ConsultAction.List => List(call, words),
            ConsultAction.Open => Open(call, Text(words, 0, action), [], ConsultationCause.Question),
            ConsultAction.Request => Open(call, Text(words, 1, action), words.Take(1), ConsultationCause.Request),
            ConsultAction.Get => Get(call, Id(words, action)),
            _ => Act(call, action, words),
        });
    }

    private static (ConsultAction Action, IReadOnlyList<string> Words) Read(string? word, IReadOnlyList<string> words)
    {
        if (word is null)
            return (ConsultAction.List, words);
        if (word == Show)
            return (ConsultAction.Get, words);
        if (Number(word) is not null)
            return (ConsultAction.Get, [word, .. words]);
        if (Words.ConsultAction(word) is { } action)
            return (action, words);

        var nearest = Enum.GetValues<ConsultAction>().Select(Words.Of).Append(Show).MinBy(known => Typing.Mistakes(word, known));
        throw SidecarException.Usage($"consult has no '{Printable.Short(word, 60)}'; did you mean '{nearest}'?", "sidecar consult --help");
    }

    private static int List(Invocation call, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
            throw TooMany(ConsultAction.List);

        var me = Reader(call.Workplace);
        var threads = call.Workplace.State.Consultations.List(me);
        call.Answer(
            json => json.ConsultationList(threads, thread => ConsultNext.For(call, thread, me)),
            screen => ConsultationView.ShowList(screen, threads, call.Now, Awaited, call.CommandFor("consult", "show", "ID")));
        return ExitCode.Done;

        string? Awaited(Consultation thread) =>
            thread.IsUnfinished && ConsultationRules.Awaited(thread, me ?? 0).Count > 0 ? ConsultNext.For(call, thread, me) : null;
    }

    private int Open(Invocation call, string? text, IEnumerable<string> with, ConsultationCause cause)
    {
        var place = call.Workplace;
        var actor = call.Speaker();
        var request = new ConsultationRequest(
            ConsultationRequest.Names([.. with, .. call.Value(_with) ?? []]), text ?? "", call.Value(_files) is { Length: > 0 } files ? place.Patterns(files) : [],
            cause, place.Settings.ConsultTtl);
        return Say(call, id: 0, place.State.Consultations.Open(actor, request, place.Settings.Talk));
    }

    private static int Act(Invocation call, ConsultAction action, IReadOnlyList<string> words)
    {
        var actor = call.Speaker();
        var id = Id(words, action);
        var text = Text(words, 1, action);
        return Say(call, id, call.Workplace.State.Consultations.Act(
            actor, action, id, text, call.Workplace.Settings.Talk, call.Workplace.CallId));
    }

    private static int Get(Invocation call, long id)
    {
        var threads = call.Workplace.State.Consultations;
        var seen = threads.Look(id);
        return Say(call, id, seen is ConsultationAnswer.Done(var thread) && MayRead(call.Workplace, thread)
            ? threads.Get(call.Workplace.Actor(), id, call.Workplace.CallId)
            : seen);
    }

    private static int Say(Invocation call, long id, ConsultationAnswer answer)
    {
        switch (answer)
        {
            case ConsultationAnswer.Done(var thread):
                var next = ConsultNext.For(call, thread, Reader(call.Workplace));
                Answer(
                    call, answer, thread, message => call.IsJson || ConsultationView.IsWhole(thread, message),
                    json => json.Thread(thread, answer.Messages, next),
                    screen => ConsultationView.Show(screen, thread, answer.Messages, call.Now, next, call.WhereWhole));
                return ExitCode.Done;
            case ConsultationAnswer.Refused(_, var why, var ways, { } thread):
                var instead = string.Join(", or ", ways.Select(way => ConsultNext.Command(call, way, thread.Id)));
                Answer(
                    call, answer, thread, _ => true,
                    json =>
                    {
                        json.WriteString("refused", why);
                        json.Thread(thread, answer.Messages, instead);
                    },
                    screen => ConsultationView.ShowRefused(screen, why, answer.Messages, call.Now, instead));
                return ExitCode.Refused;
            case ConsultationAnswer.Refused(var kind, var why, var ways, null):
                throw new SidecarException(kind, why, ConsultNext.Command(call, ways[0], id));
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Answers; the messages that a party was shown whole by it are read by that, and the others stay unread.</summary>
    private static void Answer(
        Invocation call, ConsultationAnswer answer, Consultation thread, Func<Message, bool> isWhole, Action<Utf8JsonWriter> json, Action<Screen> screen)
    {
        var place = call.Workplace;
        var cut = answer.Messages.Where(message => !isWhole(message)).Select(message => message.Id).ToList();
        var isReader = answer.Messages.Count > 0 && MayRead(place, thread);
        try
        {
            call.Answer(json, screen);
        }
        catch (SidecarException) when (isReader)
        {
            place.State.Inbox.PutBack(place.Actor(), place.CallId);
            throw;
        }

        if (isReader)
            place.State.Inbox.Acknowledge(place.Actor(), [.. answer.Messages.Select(message => message.Id).Except(cut)]);
        if (isReader && cut.Count > 0)
            place.State.Inbox.PutBack(place.Actor(), place.CallId, cut);
    }

    private static bool MayRead(Workplace place, Consultation thread) =>
        Reader(place) is { } me && thread.Find(me) is { IsHere: true } && !place.State.Database.IsReadOnly;

    // Whoever only looks over somebody's shoulder has not shown it to anybody.
    private static long? Reader(Workplace place) => place.IsOutsider ? null : place.Me();

    private static long Id(IReadOnlyList<string> words, ConsultAction action)
    {
        if (words.Count == 0)
            throw SidecarException.Usage("The number of the consultation is missing.", "sidecar consult");

        if (action is ConsultAction.Get && words.Count > 1)
            throw SidecarException.Usage("One consultation is shown at a time, by its number alone.", "sidecar consult --help");

        return Number(words[0]) ?? throw SidecarException.Usage(
            $"'{Printable.Short(words[0], 60)}' is not the number of a consultation.", $"sidecar consult {(action is ConsultAction.Get ? Show : Words.Of(action))} ID, or sidecar consult to see them");
    }

    private static long? Number(string word) =>
        long.TryParse(word.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(IReadOnlyList<string> words, int at, ConsultAction action) =>
        words.Count > at + 1 ? throw TooMany(action) : words.ElementAtOrDefault(at);

    private static SidecarException TooMany(ConsultAction action) => SidecarException.Usage(
        $"There are more words than consult {Words.Of(action)} takes; a text of several words goes in quotes.", "sidecar consult --help");
}
