namespace Sidecar;

/// <summary>What the command's exit codes mean. Scripts rely on them.</summary>
internal static class ExitCode
{
    /// <summary>Done, or nothing in the way.</summary>
    public const int Done = 0;

    /// <summary>Refused, a conflict, or a check that failed.</summary>
    public const int Refused = 1;

    /// <summary>Wrong usage; nothing was changed.</summary>
    public const int Usage = 2;

    /// <summary>Not a repository, or Sidecar is not set up in it.</summary>
    public const int NotSetUp = 3;

    /// <summary>The state cannot be read, so nobody knows.</summary>
    public const int CannotTell = 4;

    /// <summary>Ended by Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;

    /// <summary>The code for a problem.</summary>
    public static int For(ProblemKind kind) => kind switch
    {
        ProblemKind.Refused => Refused,
        ProblemKind.Usage => Usage,
        ProblemKind.NotSetUp => NotSetUp,
        _ => CannotTell,
    };
}
