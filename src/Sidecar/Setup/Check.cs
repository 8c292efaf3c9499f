namespace Sidecar.Setup;

/// <summary>One thing that <c>sidecar doctor</c> looked at.</summary>
/// <param name="Name">What, such as "state" or "hook /path/of/worktree".</param>
/// <param name="Result">How it came out.</param>
/// <param name="Says">What was found, in a sentence.</param>
/// <param name="Next">What to do about it; null where nothing is to be done.</param>
internal sealed record Check(string Name, CheckResult Result, string Says, string? Next = null)
{
    public static Check Ok(string name, string says) => new(name, CheckResult.Ok, says);

    public static Check Failed(string name, string says, string next) => new(name, CheckResult.Failed, says, next);
}
