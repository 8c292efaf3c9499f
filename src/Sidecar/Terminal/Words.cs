using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Terminal;

/// <summary>The words that screens and JSON share for closed choices.</summary>
internal static class Words
{
    public static string Of(Liveness live) => live switch
    {
        Liveness.Alive => "alive",
        Liveness.Dead => "dead",
        _ => "unknown",
    };

    public static string Of(ClaimMode mode) => mode is ClaimMode.Shared ? "shared" : "exclusive";

    public static string Of(ClaimSource source) => source switch
    {
        ClaimSource.Observed => "observed",
        ClaimSource.Queue => "queue",
        _ => "explicit",
    };

    public static string Of(IdentitySource source) => source switch
    {
        IdentitySource.Env => "env",
        IdentitySource.Session => "session",
        IdentitySource.Lineage => "lineage",
        IdentitySource.Worktree => "worktree",
        _ => "none",
    };

    public static string Of(ActorKind kind) => kind switch
    {
        ActorKind.Agent => "agent",
        ActorKind.Unregistered => "unregistered",
        _ => "human",
    };

    public static string Of(ProblemKind kind) => kind switch
    {
        ProblemKind.Refused => "refused",
        ProblemKind.Usage => "usage",
        ProblemKind.NotSetUp => "not_set_up",
        _ => "cannot_tell",
    };

    public static string Count(int number, string one, string? many = null) =>
        number == 1 ? $"1 {one}" : $"{number} {many ?? one + "s"}";
}
