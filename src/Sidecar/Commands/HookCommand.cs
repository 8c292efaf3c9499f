using System.CommandLine;
using Sidecar.Hooks;

namespace Sidecar.Commands;

/// <summary>Runs a git hook in this process: the same as sidecar-hook, only slower to start.</summary>
internal sealed class HookCommand : SidecarCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = $"Which hook: {string.Join(", ", HookName.All)}" };
    private readonly Argument<string[]> _rest = new("ARG") { Description = "What git gives it", Arity = ArgumentArity.ZeroOrMore };

    public HookCommand()
        : base("hook", "Run a git hook (git does this)")
    {
        Add(_name);
        Add(_rest);
    }

    public override IReadOnlyList<string> Examples => ["sidecar hook pre-commit"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var here = call.Here;
        var hook = new HookCall(
            here.Environment, call.Directory, here.Error, here.Processes, here.Pid, here.Time)
        {
            Input = here.Input,
        };
        return Task.FromResult(HookProgram.Run([call.Value(_name) ?? "", .. call.Value(_rest) ?? []], hook));
    }
}
