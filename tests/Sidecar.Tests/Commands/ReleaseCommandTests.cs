namespace Sidecar.Tests.Commands;

public sealed class ReleaseCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Fact]
    public void Releasing_what_somebody_else_holds_does_nothing_and_says_so()
    {
        _room.Claim(_room.Join("ada"), "a.cs");

        var result = _room.Run("release", "a.cs");

        Assert.Equal(1, result.Code);
        Assert.Equal("a.cs is not yours; nothing was done about it.\nnext: sidecar claims\n", result.Output);
        Assert.Single(_room.State.Claims.Active());
    }

    [Fact]
    public void A_person_ends_a_claim_by_force_and_the_holder_is_told()
    {
        var ada = _room.Join("ada");
        _room.Claim(ada, "a.cs");

        var result = _room.Run("release", "a.cs", "--force");

        Assert.Equal(0, result.Code);
        Assert.Equal("a.cs is released (ada held it, and is told).\n", result.Output);
        Assert.Equal(1, _room.State.Inbox.Take(ada, default, limit: 0).Unread);
    }

    [Fact]
    public void An_agent_ends_nobody_elses_claim()
    {
        _room.Claim(_room.Join("ada"), "a.cs");
        _room.Join("bob");

        var result = _room.Run("--as", "bob", "release", "a.cs", "--force");

        Assert.Equal(1, result.Code);
        Assert.Single(_room.State.Claims.Active());
    }

    [Fact]
    public void An_agent_is_told_what_was_released_under_its_name_from_outside()
    {
        var ada = _room.Join("ada");
        _room.Claim(ada, "a.cs");

        _room.Run("--as", "ada", "release", "a.cs");

        Assert.Contains(
            "  │ Your claim on a.cs was released under your name (--as ada) by a process outside your session.\n",
            _room.Run("--as", "ada", "inbox").Output);
    }

    [Fact]
    public void Nobody_is_told_of_what_the_agent_released_itself()
    {
        var ada = _room.Join("ada");
        _room.Claim(ada, "a.cs");
        _room.WorkFor(ada);

        _room.Run("release", "a.cs");

        Assert.Equal(0, _room.State.Inbox.Take(ada, default, limit: 0).Unread);
    }

    [Fact]
    public void A_claim_is_handed_on()
    {
        _room.Claim(_room.Join("ada"), "a.cs");
        _room.Join("bob");

        var result = _room.Run("--as", "ada", "release", "a.cs", "--to", "bob");

        Assert.Equal("a.cs is bob's now.\n", result.Output);
        Assert.Equal("bob", Assert.Single(_room.State.Claims.Active()).Holder.Name.ToString());
    }

    [Fact]
    public void What_was_written_can_be_released_before_it_is_committed()
    {
        _room.Write(_room.Join("ada"), "a.cs");

        var result = _room.Run("--as", "ada", "release", "a.cs");

        Assert.Equal(0, result.Code);
        Assert.Equal("released: your uncommitted changes of a.cs bar nobody now.\n", result.Output);
        Assert.Empty(_room.State.Claims.Active());
    }

    [Fact]
    public void A_person_frees_what_an_agent_wrote_and_the_agent_is_told()
    {
        var ada = _room.Join("ada");
        _room.Write(ada, "a.cs");

        var result = _room.Run("release", "a.cs", "--force");

        Assert.Equal("released: ada's uncommitted changes of a.cs bar nobody now (ada is told).\n", result.Output);
        Assert.Equal(1, _room.State.Inbox.Take(ada, default, limit: 0).Unread);
    }

    [Fact]
    public void Uncommitted_changes_are_handed_on()
    {
        _room.Write(_room.Join("ada"), "a.cs");
        _room.Join("bob");

        var result = _room.Run("--as", "ada", "release", "a.cs", "--to", "bob");

        Assert.Equal("Your uncommitted changes of a.cs are bob's now.\n", result.Output);
    }

    [Fact]
    public void A_path_that_was_claimed_and_written_is_named_once_to_a_program()
    {
        var ada = _room.Join("ada");
        _room.Claim(ada, "a.cs");
        _room.Write(ada, "a.cs");

        Assert.Contains("\"released\":[\"a.cs\"]", _room.Run("--as", "ada", "release", "--all", "--json").Output);
    }

    public void Dispose() => _room.Dispose();
}
