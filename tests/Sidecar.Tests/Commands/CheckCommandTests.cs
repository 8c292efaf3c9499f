using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Tests.World;
using Sidecar.Touches;

namespace Sidecar.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Fact]
    public void A_path_that_somebody_holds_is_a_conflict()
    {
        _room.Claim(_room.Join("ada"), "src/**", "all of it");
        _room.Time.Advance(TimeSpan.FromMinutes(3));

        var result = _room.Run("check", "src/a.cs", "README.md");

        Assert.Equal(1, result.Code);
        Assert.Equal(
            """
            src/a.cs: conflict
              ada holds src/** (exclusive) for 3 min, expires in 27 min: all of it
            README.md: clear, but nobody watches: writes without a claim are not seen; history: not read yet
            Looked at 1 claim, 0 uncommitted files, 0 announcements, 1 live agent, just now.
            next: sidecar send ada 'When will you be done with src/**?'

            """,
            result.Output);
    }

    [Fact]
    public void A_dead_holder_does_not_count_and_is_named()
    {
        var ada = _room.Join("ada");
        _room.Claim(ada, "a.cs");
        _room.Kill(ada);

        var result = _room.Run("check", "a.cs");

        Assert.Equal(0, result.Code);
        Assert.Contains("ada claimed a.cs, but is dead: that does not count\n", result.Output);
    }

    [Fact]
    public void A_holder_of_whom_nobody_can_tell_counts_as_there()
    {
        var ada = _room.Join("ada");
        _room.Claim(ada, "a.cs");
        _room.Processes.Hide(_room.State.Agents.Get(ada).ClientProcess!.Value);

        var result = _room.Run("check", "a.cs");

        Assert.Equal(1, result.Code);
        Assert.Contains("cannot tell if alive", result.Output);
    }

    [Fact]
    public void What_others_share_is_shown_and_clear()
    {
        _room.Claim(_room.Join("ada"), "a.cs", mode: ClaimMode.Shared);

        var result = _room.Run("check", "a.cs");

        Assert.Equal(0, result.Code);
        Assert.Contains("ada holds a.cs (shared)", result.Output);
    }

    [Fact]
    public void A_file_that_another_agent_writes_is_a_conflict_in_another_worktree_too()
    {
        var other = Path.Combine(_room.Outside, "repo-bob");
        _room.Watch();
        _room.Write(_room.Join("ada"), "src/a.cs");
        _room.Write(_room.Join("bob", worktree: other), "b.cs", Evidence.Worktree, worktree: other);
        _room.Time.Advance(TimeSpan.FromMinutes(4));

        var result = _room.Run("check", "src/", "b.cs");

        Assert.Equal(1, result.Code);
        Assert.Equal(
            """
            src/: conflict
              src/a.cs: ada has been changing it for 4 min (evidence: process), not committed
            b.cs: conflict
              bob has been changing it for 4 min (evidence: worktree), not committed, in another worktree: ../repo-bob
            Looked at 0 claims, 2 uncommitted files, 0 announcements, 2 live agents, just now; the watcher sees every write, and looked at everything 4 min ago; history: not read yet.
            next: sidecar send ada 'When will you commit src/a.cs?'

            """,
            result.Output);
    }

    [Fact]
    public void Work_that_bars_nobody_is_shown_and_clear()
    {
        var (ada, bob) = (_room.Join("ada"), _room.Join("bob"));
        _room.Watch();
        _room.Write(null, "a.cs");
        _room.Write(ada, "b.cs");
        _room.Write(bob, "c.cs");
        _room.State.Claims.Release(ada, Crowd.Patterns("b.cs"));
        _room.Kill(bob);

        var result = _room.Run("check", "a.cs", "b.cs", "c.cs");

        Assert.Equal(0, result.Code);
        Assert.Equal(
            """
            a.cs: clear, but history: not read yet
              unknown: nobody can tell who changed it 0 s ago (evidence: unknown), not committed
            b.cs: clear, but history: not read yet
              ada changed it 0 s ago (evidence: process), not committed, and released it: that bars nobody
            c.cs: clear, but history: not read yet
              ORPHANED: bob changed it 0 s ago (evidence: process), not committed, and is gone
            Looked at 0 claims, 3 uncommitted files, 0 announcements, 1 live agent, just now.

            """,
            result.Output);
    }

    [Fact]
    public void What_I_write_myself_is_no_conflict()
    {
        _room.Watch();
        _room.Write(_room.Join("ada"), "a.cs");

        var result = _room.Run("--as", "ada", "check", "a.cs");

        Assert.Equal(0, result.Code);
        Assert.Contains("  you changed it 0 s ago (evidence: process), not committed\n", result.Output);
    }

    [Fact]
    public void Where_nobody_writes_now_the_last_three_who_did_are_named()
    {
        var ada = _room.Join("ada");
        _room.Watch();
        for (var at = 0; at < 4; at++)
        {
            _room.Write(ada, "a.cs");
            _room.Time.Advance(TimeSpan.FromHours(1));
        }

        _room.Write(null, "src/b.cs");
        _room.State.Work.EndClean([.. _room.State.Work.Open().Select(work => (work, (Agent?)null))]);

        var lines = _room.Run("check", "a.cs", "src/").Output.Split('\n');

        Assert.Equal(
            [
                "a.cs: clear, but history: not read yet",
                "  last changed 60 min ago by ada (process)",
                "  last changed 2 h ago by ada (process)",
                "  last changed 3 h ago by ada (process)",
                "src/: clear, but history: not read yet",
                "  src/b.cs: last changed just now by unknown (unknown)",
            ],
            lines[..6]);
    }

    [Fact]
    public void A_resource_is_not_written_so_nobody_need_watch() =>
        Assert.StartsWith("task:login: clear\n", _room.Run("check", "task:login").Output);

    [Fact]
    public void What_is_known_of_a_path_for_a_program()
    {
        _room.Watch();
        _room.Write(_room.Join("ada"), "a.cs");
        _room.Write(_room.Join("bob"), "old.cs");
        _room.State.Work.EndClean([.. _room.State.Work.Open().Skip(1).Select(work => (work, (Agent?)null))]);

        Golden.Match(_room.Run("check", "a.cs", "old.cs", "--json").Output);
    }

    public void Dispose() => _room.Dispose();
}
