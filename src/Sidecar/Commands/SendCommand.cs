using System.CommandLine;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Sends a message.</summary>
internal sealed class SendCommand : SidecarCommand
{
    private readonly Argument<string> _to = new("TO") { Description = "An agent's name, 'human', or 'all' live agents" };
    private readonly Argument<string> _text = new("TEXT") { Description = "What to say; '-' reads it from standard input" };
    private readonly Option<string?> _kind = Inputs.Text("--kind", "KIND", "What it is: request, blocker, review, ...");
    private readonly Option<long?> _replyTo = Inputs.Number("--reply-to", "ID", "The message it answers", 1, long.MaxValue);

    public SendCommand()
        : base("send", "Send a message to an agent, to the people here, or to all")
    {
        Add(_to);
        Add(_text);
        Add(_kind);
        Add(_replyTo);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "sidecar send ada 'Please release src/login.cs when you can.' --kind request",
        "sidecar send all 'The schema changes in ten minutes.'",
        "git diff --stat | sidecar send bob -",
    ];

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var actor = call.Workplace.Actor();
        var text = await GivenText.ReadAsync(call.Value(_text) ?? "", call.Here.Input, cancellationToken);
        if (text.Length == 0)
            throw SidecarException.Usage("The message is empty.", "give it a text");

        var draft = new Draft(call.Value(_to) ?? "", text, Kind: call.Value(_kind), ReplyTo: call.Value(_replyTo));
        var sent = call.Workplace.State.Messages.Send(actor, draft, call.Workplace.Settings.Talk);
        call.Answer(
            json => json.Sent(sent),
            screen => Show(screen, sent));
        return ExitCode.Done;
    }

    private static void Show(Screen screen, Sent sent)
    {
        screen.Line(sent.Recipients.Count == 0
            ? $"Message {sent.Id} went to nobody: no other agent is here."
            : $"Message {sent.Id} sent to {string.Join(", ", sent.Recipients.Select(recipient => recipient.Name))}.");
        foreach (var absent in sent.Recipients.Where(recipient => !recipient.Live))
            screen.Line($"{absent.Name} is not here now; the message waits.", Tone.Warning);
    }
}
