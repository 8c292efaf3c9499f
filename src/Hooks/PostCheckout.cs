namespace Sidecar.Hooks;

/// <summary>Takes notice of a switch of branches, or of files that were checked out.</summary>
internal static class PostCheckout
{
    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call) => GitWork.Record(call, "checkout");
}
