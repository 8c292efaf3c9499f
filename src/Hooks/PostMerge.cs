namespace Sidecar.Hooks;

/// <summary>Takes notice of a merge that was made.</summary>
internal static class PostMerge
{
    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call) => GitWork.Record(call, "merge");
}
