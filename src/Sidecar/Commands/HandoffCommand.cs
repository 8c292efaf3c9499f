using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Status;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Leaves a summary for whoever comes next; without one, tells how things stand for whoever comes.</summary>
internal sealed class HandoffCommand : SidecarCommand
{
    private readonly Argument<string?> _text = new("TEXT")
    {
        Description = "The summary to leave; '-' reads it from standard input",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _scope = Inputs.Text("--scope", "SCOPE", "Whom it is for, or about: all, a name, or a topic (topic:NAME)");

    public HandoffCommand()
        : base("handoff", "See where things stand, or leave a summary for whoever comes next")
    {
        Add(_text);
        Add(_scope);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "sidecar handoff",
        "sidecar handoff 'The parser is done; its tests in tests/parser are not.'",
        "sidecar handoff - --scope topic:release < notes.md",
    ];

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var text = call.Value(_text);
        if (text is null)
            Orient(call);
        else
            Leave(call, await GivenText.ReadAsync(text, call.Here.Input, cancellationToken));
        return ExitCode.Done;
    }

    private void Leave(Invocation call, string summary)
    {
        var handoff = call.Workplace.State.Handoffs.Write(call.Speaker(), summary, call.Value(_scope), call.Workplace.Settings.Talk);
        call.Answer(json => json.Handoff(handoff), screen =>
        {
            screen.Line($"Summary {handoff.Sent.Id} is kept for {handoff.Scope}.");
            foreach (var heir in handoff.Sent.Recipients)
                screen.Line($"{heir.Name} is told{(heir.Live ? "" : " when back")}.");
        });
    }

    // Whoever looks for an agent cannot act for it.
    private static string Awaited(Consultation thread, Agent agent) => ConsultationRules.Awaited(thread, agent.Id).Count > 0
        ? $"a step of {agent.Name} is awaited, which only it can take"
        : $"nothing is awaited from {agent.Name}";

    private void Orient(Invocation call)
    {
        var me = call.Workplace.Agent ?? call.Workplace.State.Agents.Get(call.Workplace.Actor());
        var whole = new OrientationQuery(call.Workplace.State, call.Here.Time).Read(me, call.Value(_scope));
        var here = new OrientationSurface(
            messages => MessageView.Length(messages, call.Now),
            call.WhereWhole,
            $"to read one: {call.CommandFor("log", "--since", "ID-1", "--before", "ID+1")}",
            thread => call.Workplace.IsOutsider ? Awaited(thread, me) : ConsultNext.For(call, thread, me.Id));
        var shown = OrientationFit.Of(whole, here);
        call.Answer(
            json =>
            {
                json.Orientation(shown, here);
                json.WriteNumber("unread", shown.Unread);
            },
            screen =>
            {
                foreach (var line in OrientationWords.Lines(shown, here))
                    screen.Line(line);
                foreach (var summary in OrientationFit.Summaries(shown))
                    MessageView.Show(screen, summary, call.Now);
                if (shown.Messages.Count > 0)
                    screen.Line(OrientationWords.LastMessages);
                foreach (var message in shown.Messages)
                    MessageView.Show(screen, message, call.Now);
            });
    }
}
