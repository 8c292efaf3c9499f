namespace Sidecar.Hooks;

/// <summary>Takes notice of commits that were replaced: its argument is "amend" or "rebase", its input one line "OLD NEW" for each.</summary>
internal static class PostRewrite
{
    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call) => HookExit.Proceed;
}
