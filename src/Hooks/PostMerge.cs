namespace Sidecar.Hooks;

/// <summary>Takes notice of a merge or a pull: its argument is 1 where the commits were squashed.</summary>
internal static class PostMerge
{
    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call) => HookExit.Proceed;
}
