using System.CommandLine;
using System.Globalization;
using Sidecar.Agents;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Shows what was said.</summary>
internal sealed class LogCommand : SidecarCommand
{
    private readonly Option<bool> _events = Inputs.Flag("--events", "Show what happened instead: who joined, claimed, committed");
    private readonly Option<bool> _follow = Inputs.Flag("--follow", "Go on showing them as they come, until Ctrl-C");
    private readonly Option<string?> _search = Inputs.Text("--search", "TEXT", "Only messages with these words; \"these in a row\"");
    private readonly Option<string?> _with = Inputs.Text("--with", "NAME", "Only messages from or to this party");
    private readonly Option<string?> _topic = Inputs.Text("--topic", "NAME", "Only messages of this topic");
    private readonly Option<long?> _since = Inputs.Number("--since", "ID", "Only those after this one", 0, long.MaxValue);
    private readonly Option<long?> _before = Inputs.Number("--before", "ID", "Only those before this one: the next page", 1, long.MaxValue);
    private readonly Option<long?> _limit = Inputs.Number("--limit", "N", $"How many at most ({LogQuery.UsualLimit})", 1, LogQuery.MaxLimit);

    public LogCommand()
        : base("log", "Show what was said, newest first")
    {
        Add(_events);
        Add(_follow);
        Add(_search);
        Add(_with);
        Add(_topic);
        Add(_since);
        Add(_before);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples =>
        ["sidecar log", "sidecar log --search schema --limit 5", "sidecar log --follow --search 'login.cs'", "sidecar log --topic api", "sidecar log --events"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken) => call.Value(_events)
        ? RunAsync(call, Events(call), cancellationToken)
        : RunAsync(call, Messages(call), cancellationToken);

    private async Task<int> RunAsync<T>(Invocation call, LogPages<T> log, CancellationToken cancellationToken)
    {
        var (since, limit) = (call.Value(_since) ?? 0, (int)(call.Value(_limit) ?? LogQuery.UsualLimit));
        if (call.Value(_follow) && call.Value(_before) is not null)
            throw SidecarException.Usage("--before is for what was said, not for what comes.", "leave out --before or --follow");
        if (call.Value(_follow))
            await log.FollowAsync(call, since, limit, cancellationToken);
        else
            log.ShowNewest(call, since, call.Value(_before), limit);
        return ExitCode.Done;
    }

    private LogPages<Message> Messages(Invocation call)
    {
        var query = new LogQuery(
            With: call.Value(_with) is { } name ? AgentName.ParseParty(name) : null, Search: call.Value(_search))
        {
            Topic = call.Value(_topic) is { } topic ? TopicName.Parse(topic).ToString() : null,
        };
        return new LogPages<Message>(
            "messages",
            "There are no such messages. To write one: sidecar send NAME TEXT",
            (since, before, limit) => call.Workplace.State.Messages.Log(query with { Since = since, Before = before, Limit = limit }),
            call.Workplace.State.Messages.Newest,
            message => message.Id,
            (json, message) => json.Message(message),
            (screen, message) => MessageView.ShowShort(screen, message, call.Now, call.WhereWhole(message)),
            before => Older(call, before));
    }

    private LogPages<Happening> Events(Invocation call)
    {
        if (call.Value(_with) is not null || call.Value(_search) is not null || call.Value(_topic) is not null)
            throw SidecarException.Usage("--with, --topic and --search are for messages, not for events.", call.CommandFor("log", "--events"));

        return new LogPages<Happening>(
            "events",
            "Nothing has happened since.",
            (since, before, limit) => call.Workplace.State.Events.Recent(limit, since, before),
            call.Workplace.State.Events.Newest,
            happening => happening.Id,
            (json, happening) => json.Event(happening),
            (screen, happening) => EventView.Show(screen, happening, call.Now),
            before => Older(call, before));
    }

    // The next page of the same: with all that narrows it.
    private string Older(Invocation call, long before)
    {
        List<string> words = ["log"];
        if (call.Value(_events))
            words.Add("--events");
        AddGiven("--search", call.Value(_search));
        AddGiven("--with", call.Value(_with));
        AddGiven("--topic", call.Value(_topic));
        AddGiven("--since", call.Value(_since));
        AddGiven("--before", before);
        AddGiven("--limit", call.Value(_limit));
        return call.CommandFor(words);

        void AddGiven(string option, object? value)
        {
            if (value is not null)
                words.AddRange([option, string.Create(CultureInfo.InvariantCulture, $"{value}")]);
        }
    }
}
