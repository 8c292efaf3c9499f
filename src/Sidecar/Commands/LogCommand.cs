using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Shows what was said.</summary>
internal sealed class LogCommand : SidecarCommand
{
    private readonly Option<bool> _follow = Inputs.Flag("--follow", "Go on showing messages as they come, until Ctrl-C");
    private readonly Option<string?> _search = Inputs.Text("--search", "TEXT", "Only messages that contain this");
    private readonly Option<string?> _with = Inputs.Text("--with", "NAME", "Only messages from or to this party");
    private readonly Option<long?> _since = Inputs.Number("--since", "ID", "Only messages after this one", 0, long.MaxValue);
    private readonly Option<long?> _limit = Inputs.Number("--limit", "N", "How many at most (20)", 1, LogQuery.MaxLimit);

    public LogCommand()
        : base("log", "Show what was said, newest first")
    {
        Add(_follow);
        Add(_search);
        Add(_with);
        Add(_since);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples =>
        ["sidecar log", "sidecar log --search schema --limit 5", "sidecar log --with ada --follow"];

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var query = new LogQuery(
            Since: call.Value(_since) ?? 0,
            With: call.Value(_with) is { } name ? AgentName.ParseParty(name) : null,
            Search: call.Value(_search),
            Limit: (int)(call.Value(_limit) ?? 20));
        if (call.Value(_follow))
            await FollowAsync(call, query, cancellationToken);
        else
            Show(call, call.Workplace.State.Messages.Log(query));
        return ExitCode.Done;
    }

    private static void Show(Invocation call, IReadOnlyList<Message> messages) => call.Answer(
        json => json.Items("messages", messages, (item, message) => item.Message(message)),
        screen =>
        {
            if (messages.Count == 0)
                screen.Line("There are no such messages. To write one: sidecar send NAME TEXT");
            foreach (var message in messages)
                MessageView.Show(screen, message, call.Now);
        });

    private static async Task FollowAsync(Invocation call, LogQuery query, CancellationToken cancellationToken)
    {
        var state = call.Workplace.State;
        using var bell = new Doorbell(state.Database.Folder, call.Here.Time);
        while (true)
        {
            var messages = state.Messages.Log(query).Reverse().ToList();
            foreach (var message in messages)
                call.Answer(json => json.Message(message), screen => MessageView.Show(screen, message, call.Now));

            // The first look shows the newest few, as without --follow; from then on none may be left out.
            query = query with { Since = messages.Count > 0 ? messages[^1].Id : query.Since, Limit = LogQuery.MaxLimit };
            await bell.WaitAsync(Doorbell.Net, cancellationToken);
        }
    }
}
