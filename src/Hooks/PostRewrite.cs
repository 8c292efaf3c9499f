namespace Sidecar.Hooks;

/// <summary>Takes notice of commits that were replaced: its argument is "amend", which is a commit as any other, or "rebase".</summary>
internal static class PostRewrite
{
    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call) => call.Arguments is ["amend", ..] ? HookExit.Proceed : GitWork.Record(call, "rebase");
}
