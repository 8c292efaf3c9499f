using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Work;

namespace Sidecar.Impact;

/// <summary>
/// Something that somebody else does at one place, or says that it will do: uncommitted work, an exclusive claim that it asked
/// for, or an announced file. Never of one who is known to be dead.
/// </summary>
public abstract record Motion
{
    private Motion(Agent agent, Liveness live, ClaimPattern where, DateTimeOffset at) => (Agent, Live, Where, At) = (agent, live, where, at);

    /// <summary>Who.</summary>
    public Agent Agent { get; }

    /// <summary>Whether they live.</summary>
    public Liveness Live { get; }

    /// <summary>At which file, directory, pattern or resource.</summary>
    public ClaimPattern Where { get; }

    /// <summary>When they last did so.</summary>
    public DateTimeOffset At { get; }

    /// <summary>In which worktree: where it is written, else where they live; empty for people.</summary>
    public string Worktree => this is Writing { Work.Worktree: var worktree } ? worktree : Agent.Worktree;

    /// <summary>They write it.</summary>
    /// <param name="Work">What they wrote and did not commit.</param>
    public sealed record Writing(UncommittedWork Work) : Motion(Work.Author!, Work.Live, ClaimPattern.OfFile(Work.Path), Work.At);

    /// <summary>They hold it exclusively, because they asked for it.</summary>
    /// <param name="Claim">The claim.</param>
    public sealed record Claiming(Claim Claim) : Motion(Claim.Holder, Claim.Live, Claim.Pattern, Claim.Since);

    /// <summary>They announced it.</summary>
    /// <param name="Announcement">The announcement.</param>
    /// <param name="File">Which of its files.</param>
    public sealed record Announcing(Announcement Announcement, ClaimPattern File)
        : Motion(Announcement.Agent, Announcement.Live, File, Announcement.At);
}
