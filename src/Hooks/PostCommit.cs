namespace Sidecar.Hooks;

/// <summary>Takes notice of a commit that was made.</summary>
internal static class PostCommit
{
    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call) => HookExit.Proceed;
}
