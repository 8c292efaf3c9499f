using System.CommandLine;
using Sidecar.Claims;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Shows unread messages and counts them as read, unless somebody else than their reader looks at them.</summary>
internal sealed class InboxCommand : SidecarCommand
{
    private const int MostAtOnce = 200;

    private readonly Option<TimeSpan?> _wait = Inputs.Length("--wait", "If there is none, wait for one at most this long (60s; 0: do not wait)", ClaimRequest.MaxWait, mayBeNone: true);
    private readonly Option<long?> _limit = Inputs.Number("--limit", "N", $"How many at most ({LogQuery.UsualLimit})", 1, MostAtOnce);

    public InboxCommand()
        : base("inbox", "Show your unread messages")
    {
        Add(_wait);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples => ["sidecar inbox", "sidecar inbox --wait 60s", "sidecar inbox --limit 5"];

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var actor = call.Workplace.Actor();
        var wait = call.Value(_wait) ?? TimeSpan.Zero;
        var limit = (int)(call.Value(_limit) ?? LogQuery.UsualLimit);
        var inbox = call.Workplace.State.Inbox;
        if (call.Workplace.IsOutsider)
        {
            Answer(call, await inbox.LookAsync(actor, limit, wait, cancellationToken), wait);
            return ExitCode.Done;
        }

        var delivery = await inbox.TakeAsync(actor, call.Workplace.CallId, limit, int.MaxValue, wait, cancellationToken);
        try
        {
            Answer(call, delivery, wait);
        }
        catch (SidecarException)
        {
            inbox.PutBack(actor, call.Workplace.CallId);
            throw;
        }

        // Only now: had the process died before, they would be shown again.
        inbox.Acknowledge(actor, [.. delivery.Messages.Select(message => message.Id)]);
        return ExitCode.Done;
    }

    private static void Answer(Invocation call, Delivery delivery, TimeSpan wait) => call.Answer(
        json =>
        {
            json.Delivery(delivery, hasTimedOut: wait > TimeSpan.Zero && delivery.Messages.Count == 0);
            json.WriteBoolean("taken", !call.Workplace.IsOutsider);
        },
        screen => Show(screen, delivery, call));

    private static string None(Invocation call) => call.Workplace.IsOutsider
        ? $"No unread messages for {call.Workplace.Identity.Name}. As a person: {call.CommandToSay("inbox")}"
        : "No unread messages. What was said before: sidecar log";

    private static void Show(Screen screen, Delivery delivery, Invocation call)
    {
        if (delivery.Messages.Count == 0)
            screen.Line(None(call));
        foreach (var message in delivery.Messages)
            MessageView.Show(screen, message, call.Now);
        var isOutsider = call.Workplace.IsOutsider;
        if (delivery.Left > 0)
            screen.Line($"{delivery.Left} more: {call.CommandFor(isOutsider ? ["inbox", "--limit", $"{MostAtOnce}"] : ["inbox"])}");
        if (isOutsider && delivery.Messages.Count > 0)
        {
            screen.Line($"Not taken: they stay unread for {call.Workplace.Identity.Name}, whose session this process is not part of.");
            screen.Line($"As a person: {call.CommandToSay("inbox")}");
        }
    }
}
