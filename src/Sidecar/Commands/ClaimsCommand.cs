using Sidecar.Json;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Lists who holds what.</summary>
internal sealed class ClaimsCommand() : SidecarCommand("claims", "List who holds what, since when and for how long")
{
    public override IReadOnlyList<string> Examples => ["sidecar claims", "sidecar claims --json"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var claims = call.Workplace.State.Claims.Active();
        call.Answer(
            json => json.Items("claims", claims, (item, claim) => item.Claim(claim)),
            screen =>
            {
                if (claims.Count == 0)
                    screen.Line("Nobody holds a claim. To reserve a file: sidecar claim PATH");
                else
                    ClaimView.ShowTable(screen, claims, call.Now);
            });
        return Task.FromResult(ExitCode.Done);
    }
}
