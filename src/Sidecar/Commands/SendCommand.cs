using System.CommandLine;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Sends a message.</summary>
internal sealed class SendCommand : SidecarCommand
{
    private readonly Argument<string> _to = new("TO") { Description = "An agent's name, 'human', or 'all' live agents; not needed with --topic" };
    private readonly Argument<string?> _text = new("TEXT") { Description = "What to say; '-' reads it from standard input", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _topic = Inputs.Text("--topic", "NAME", "Say it in a topic: to its members, or only to TO");
    private readonly Option<string?> _kind = Inputs.Text("--kind", "KIND", "What it is: request, blocker, review, ...");
    private readonly Option<long?> _replyTo = Inputs.Number("--reply-to", "ID", "The message it answers", 1, long.MaxValue);
    private readonly Option<string?> _key = Inputs.Text("--key", "KEY", "Your own mark: what you send under the same one within 24 hours is stored once");
    private readonly Option<bool> _includeSelf = Inputs.Flag("--include-self", "Get it yourself too, where it goes to several");

    public SendCommand()
        : base("send", "Send a message to an agent, to the people here, to a topic, or to all")
    {
        Add(_to);
        Add(_text);
        Add(_topic);
        Add(_kind);
        Add(_replyTo);
        Add(_key);
        Add(_includeSelf);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "sidecar send ada 'Please release src/login.cs when you can.' --kind request",
        "sidecar send all 'The schema changes in ten minutes.'",
        "sidecar send --topic api 'The routes are merged.'",
        "git diff --stat | sidecar send bob -",
    ];

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var actor = call.Speaker();
        var (to, given) = Given(call);
        var text = await GivenText.ReadAsync(given, call.Here.Input, cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
            throw SidecarException.Usage("The message is empty.", "give it a text");

        var draft = new Draft(to, text, Kind: call.Value(_kind), ReplyTo: call.Value(_replyTo))
        {
            Topic = call.Value(_topic),
            Key = call.Value(_key),
            IncludeSelf = call.Value(_includeSelf),
        };
        var sent = call.Workplace.State.Messages.Send(actor, draft, call.Workplace.Settings.Talk);
        call.Answer(
            json => json.Sent(sent),
            screen => Show(screen, sent));
        return ExitCode.Done;
    }

    // In a topic the text alone is enough.
    private (string To, string Text) Given(Invocation call)
    {
        var first = call.Value(_to) ?? "";
        if (call.Value(_text) is { } text)
            return (first, text);

        return call.Value(_topic) is not null
            ? (Draft.Everybody, first)
            : throw SidecarException.Usage("send needs TO and TEXT.", "sidecar send --help");
    }

    private static void Show(Screen screen, Sent sent)
    {
        if (sent.IsRepeated)
        {
            screen.Line($"Sent before as message {sent.Id}; nothing was sent now.");
            if (sent.IsDifferent)
                screen.Line("It said something else then: use another key for it.", Tone.Warning);
            return;
        }

        var topic = sent.Topic is null ? "" : $" in the topic {sent.Topic}";
        screen.Line(sent.Recipients.Count == 0
            ? $"Message {sent.Id} went to nobody: {(sent.Topic is null ? "no other agent is here" : $"nobody else is a member of {sent.Topic}")}."
            : $"Message {sent.Id} sent to {string.Join(", ", sent.Recipients.Select(recipient => recipient.Name))}{topic}.");
        foreach (var full in sent.Full)
            screen.Line($"{full} does not get it: too much is unread there.", Tone.Warning);
        foreach (var absent in sent.Recipients.Where(recipient => !recipient.Live))
            screen.Line($"{absent.Name} is not here now; the message waits.", Tone.Warning);
    }
}
