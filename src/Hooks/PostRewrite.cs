namespace Sidecar.Hooks;

/// <summary>Takes notice of commits that were replaced: its argument is "amend", which is a commit as any other, or "rebase".</summary>
internal static class PostRewrite
{
    private const int MaxCommits = 1000;

    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call) => call.Arguments is ["amend", ..]
        ? HookExit.Proceed
        : GitWork.Record(call, "rebase", notice => notice.State.Commits.Replace(Replaced(call.Input)));

    // Each line is "OLD NEW", at times with more behind it.
    private static List<(string Old, string New)> Replaced(TextReader input)
    {
        var replaced = new List<(string Old, string New)>();
        while (replaced.Count < MaxCommits && input.ReadLine() is { } line)
        {
            if (line.Split(' ') is [var old, var made, ..])
                replaced.Add((old, made));
        }

        return replaced;
    }
}
