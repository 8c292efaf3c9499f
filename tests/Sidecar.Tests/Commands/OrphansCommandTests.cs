using Sidecar.Agents;
using Sidecar.Messages;

namespace Sidecar.Tests.Commands;

public sealed class OrphansCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    public OrphansCommandTests()
    {
        foreach (var name in new[] { "ada", "bob" })
        {
            var agent = _room.Join(name);
            _room.Run("send", name, "hello");
            _room.State.Agents.Leave(agent, "went home");
        }
    }

    public void Dispose() => _room.Dispose();

    [Fact]
    public void They_are_listed_by_name()
    {
        _room.Time.Advance(TimeSpan.FromMinutes(3));
        _room.Run("send", "bob", "again");

        var result = _room.Run("orphans");

        Assert.Equal(
            """
            They wait for somebody to come back under these names:
              FOR  UNREAD  OLDEST     NEWEST     GONE
              ada  1       3 min ago  3 min ago  3 min ago
              bob  2       3 min ago  just now   3 min ago

            """,
            result.Output);
    }

    [Fact]
    public void Status_says_how_many_there_are() =>
        Assert.Contains("\n2 messages wait for agents that are gone: sidecar orphans\n", _room.Run("status").Output, StringComparison.Ordinal);

    [Fact]
    public void A_person_gives_up_those_of_one_name_or_all()
    {
        var one = _room.Run("orphans", "--purge", "ada", "--json");
        var rest = _room.Run("orphans", "--purge", "--all");
        var none = _room.Run("orphans", "--purge", "--all");

        Assert.Equal(
            """{"purged":[{"name":"ada","count":1,"oldest":"2030-01-01T12:00:00.000Z","newest":"2030-01-01T12:00:00.000Z","gone":"2030-01-01T12:00:00.000Z"}]}""" + "\n",
            one.Output);
        Assert.StartsWith("Given up; sidecar log still has them:\n", rest.Output, StringComparison.Ordinal);
        Assert.Equal("Nothing waits there; nothing was purged.\n", none.Output);
        Assert.Equal("No messages wait for anybody who is gone.\n", _room.Run("orphans").Output);
    }

    [Theory]
    [InlineData("--purge")]
    [InlineData("--all")]
    [InlineData("--purge", "ada", "--all")]
    public void Whose_they_are_must_be_clear(params string[] options)
    {
        Assert.Equal(2, _room.Run(["orphans", .. options]).Code);
        Assert.Equal(2, _room.State.Orphans.List().Count);
    }

    [Fact]
    public void A_process_of_an_agent_gives_up_nothing()
    {
        _room.WorkFor(_room.Join("carol"));

        var result = _room.Run("orphans", "--purge", "--all");

        Assert.Equal((1, 2), (result.Code, _room.State.Orphans.List().Count));
        Assert.Contains("Only a person", result.Error, StringComparison.Ordinal);
    }
}
