namespace Sidecar.Hooks;

/// <summary>
/// Takes notice of files that git changed along with its index, as reset, switch, merge and stash do: the first argument is 1
/// then, and the stub calls only then.
/// </summary>
internal static class PostIndexChange
{
    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call) => call.Arguments is ["1", ..] ? GitWork.Record(call, "git") : HookExit.Proceed;
}
