namespace Sidecar.Hooks;

/// <summary>What git starts: a switch over the name of the hook.</summary>
internal static class HookProgram
{
    /// <summary>Runs a hook.</summary>
    /// <param name="arguments">The hook's name and what git gave it.</param>
    /// <param name="call">Everything else it learns from outside.</param>
    /// <returns>An exit code of <see cref="HookExit"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, HookCall call)
    {
        if (arguments.Count == 0)
            return Usage(call, "The name of a hook is missing.");

        var named = call with { Arguments = [.. arguments.Skip(1)] };
        return arguments[0] switch
        {
            HookName.PreCommit => Guarded(named),
            HookName.PostCommit => Noticed(PostCommit.Run, named),
            HookName.PostCheckout => Noticed(PostCheckout.Run, named),
            HookName.PostMerge => Noticed(PostMerge.Run, named),
            HookName.PostRewrite => Noticed(PostRewrite.Run, named),
            HookName.PostIndexChange => Noticed(PostIndexChange.Run, named),
            Touched.Name => Reported(named),
            var unknown => Usage(call, $"There is no hook '{Printable.Short(unknown, 60)}'."),
        };
    }

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

    private static int Noticed(Func<HookCall, int> hook, HookCall call)
    {
        try
        {
            return hook(call with { Error = TextWriter.Null });
        }
        catch (Exception)
        {
            // Git has done its work already and cannot be stopped, and who reads a word after each switch of a branch? What
            // is wrong is said by the guard at the next commit, and by sidecar doctor.
            return HookExit.Proceed;
        }
    }

    // A client's hook must not break the client's work either; only a wrong call is said.
    private static int Reported(HookCall call)
    {
        int? code = HookExit.Proceed;
        _ = Noticed(silent => (code = Touched.Run(silent)) ?? HookExit.Proceed, call);
        if (code is { } done)
            return done;

        call.Error.Write($"sidecar: the report is not understood.\nnext: {Touched.Usage}\n");
        return HookExit.Usage;
    }

    private static int Usage(HookCall call, string problem)
    {
        call.Error.Write($"sidecar: {problem}\nnext: sidecar-hook NAME, which is one of {string.Join(", ", HookName.All)}; or {Touched.Usage}\n");
        return HookExit.Usage;
    }
}
