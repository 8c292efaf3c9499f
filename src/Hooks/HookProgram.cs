namespace Sidecar.Hooks;

/// <summary>What git starts: a switch over the name of the hook.</summary>
internal static class HookProgram
{
    /// <summary>Runs a hook.</summary>
    /// <param name="arguments">The hook's name and what git gave it.</param>
    /// <param name="call">Everything else it learns from outside.</param>
    /// <returns>An exit code of <see cref="HookExit"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, HookCall call) => arguments switch
    {
        ["pre-commit", ..] => Guarded(call),
        [var unknown, ..] => Usage(call, $"There is no hook '{Printable.Short(unknown, 60)}'."),
        [] => Usage(call, "The name of a hook is missing."),
    };

    private static int Guarded(HookCall call)
    {
        try
        {
            return PreCommit.Run(call);
        }
        catch (Exception cannotTell)
        {
            // The top frame: whatever is wrong with Sidecar, it must not be what keeps people from their work.
            return PreCommit.CannotTell(call, cannotTell);
        }
    }

    private static int Usage(HookCall call, string problem)
    {
        call.Error.Write($"sidecar: {problem}\nnext: sidecar-hook pre-commit\n");
        return HookExit.Usage;
    }
}
