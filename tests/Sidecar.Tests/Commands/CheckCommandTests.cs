using Sidecar.Claims;

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
            README.md: clear
            Looked at 1 claim and 1 live agent, just now.
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

    public void Dispose() => _room.Dispose();
}
