namespace Sidecar.Hooks;

/// <summary>Takes notice of a change of the index; its first argument is 1 where git changed the work tree too, and the stub calls only then.</summary>
internal static class PostIndexChange
{
    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call) => HookExit.Proceed;
}
