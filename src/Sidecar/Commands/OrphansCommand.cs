using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Lists unread messages of agents that are gone, and gives them up.</summary>
internal sealed class OrphansCommand : SidecarCommand
{
    private readonly Option<string?> _purge = new("--purge")
    {
        Description = "Give up what waits for NAME; the messages stay in the log",
        HelpName = "NAME",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _all = Inputs.Flag("--all", "With --purge: what waits for anybody");

    public OrphansCommand()
        : base("orphans", "List unread messages of agents that are gone; they are kept 30 days")
    {
        Add(_purge);
        Add(_all);
    }

    public override IReadOnlyList<string> Examples =>
        ["sidecar orphans", "sidecar orphans --purge ada", "sidecar orphans --purge --all"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var orphans = call.Workplace.State.Orphans;
        if (call.IsGiven(_purge) || call.Value(_all))
            Show(call, "purged", orphans.Purge(call.Speaker(), Wanted(call)), "Nothing waits there; nothing was purged.", "Given up; sidecar log still has them:");
        else
            Show(call, "orphans", orphans.List(), "No messages wait for anybody who is gone.", "They wait for somebody to come back under these names:");
        return Task.FromResult(ExitCode.Done);
    }

    private AgentName? Wanted(Invocation call)
    {
        var name = call.Value(_purge);
        if (!call.IsGiven(_purge) || (name is null) != call.Value(_all))
            throw SidecarException.Usage("Whose messages are to be purged? --purge takes a NAME, or --all beside it.", "sidecar orphans --help");

        return name is null ? null : AgentName.ParseParty(name);
    }

    private static void Show(Invocation call, string list, IReadOnlyList<Orphan> orphans, string none, string some) => call.Answer(
        json => json.Items(list, orphans, (item, orphan) => item.Orphan(orphan)),
        screen =>
        {
            screen.Line(orphans.Count == 0 ? none : some);
            if (orphans.Count > 0)
                OrphanView.ShowTable(screen, orphans, call.Now);
        });
}
