using Sidecar.Agents;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Commands;

public sealed class AnnounceCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Fact]
    public void What_concerns_a_piece_of_work_as_people_see_it()
    {
        Busy();

        var result = InBobsSession("announce", "round the prices", "--files", "src/price.cs", "docs/", "--claim", "none");

        Assert.Equal(1, result.Code);
        Golden.Match(result.Output);
    }

    [Fact]
    public void What_concerns_a_piece_of_work_for_a_program()
    {
        Busy();

        Golden.Match(InBobsSession("announce", "round the prices", "--files", "src/price.cs", "docs/", "--json").Output);
    }

    [Fact]
    public void Whose_claim_is_refused_has_announced_all_the_same()
    {
        _room.Claim(Busy(), "src/");

        var result = InBobsSession("announce", "round", "--files", "src/price.cs");

        Assert.Equal(1, result.Code);
        Assert.StartsWith("Announced: round\nNothing was claimed.\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(["ada", "bob"], _room.State.Announcements.Active().Select(announced => announced.Agent.Name.ToString()));
        Assert.Equal(["ada"], _room.State.Claims.Explicit().Select(claim => claim.Holder.Name.ToString()));
    }

    [Fact]
    public void A_person_announces_too_and_the_agents_see_it()
    {
        var result = _room.Run("announce", "by hand", "--files", "src/a.cs", "--depends-on", "src/b.cs", "--symbols", "A", "B");

        Assert.Equal(0, result.Code);
        Assert.StartsWith("Announced: by hand\nsrc/a.cs is yours; expires in 30 min without activity. (no such file yet)\n", result.Output, StringComparison.Ordinal);
        var announced = Assert.Single(_room.State.Announcements.Active());
        Assert.Equal(("human", "A B"), (announced.Agent.Name.ToString(), string.Join(' ', announced.Symbols)));
        Assert.Equal("src/b.cs", Assert.Single(announced.DependsOn).On.Text);
    }

    [Fact]
    public void Status_shows_what_is_announced()
    {
        Busy();

        Golden.Match(_room.Run("status").Output);
    }

    [Fact]
    public void Check_tells_the_announcement_and_asks_about_it()
    {
        Busy();

        var result = _room.Run("--as", "bob", "check", "src/price.cs");

        Assert.Equal(1, result.Code);
        Assert.Equal(
            """
            src/price.cs: conflict
              100  ada announced src/price.cs 2 min ago: "new prices"
            Looked at 0 claims, 0 uncommitted files, 1 announcement, 2 live agents, just now; nobody watches: writes without a claim are not seen; history: not read yet.
            next: sidecar --as human send ada 'I am about to change src/price.cs too: who does what?'

            """,
            result.Output);
    }

    [Fact]
    public void Release_ends_it()
    {
        Busy();

        var result = _room.Run("--as", "ada", "release", "--all");

        Assert.Equal((0, "No longer announced: docs/prices.md, src/price.cs.\n"), (result.Code, result.Output));
        Assert.Empty(_room.State.Announcements.Active());
    }

    [Theory]
    [InlineData("The intent is empty.", "announce", " ", "--files", "a.cs")]
    [InlineData("No files were named.", "announce", "x")]
    [InlineData("--claim takes exclusive, shared or none, not 'mine'.", "announce", "x", "--files", "a.cs", "--claim", "mine")]
    [InlineData("The path '../../a.cs' is outside the repository.", "announce", "x", "--files", "../../a.cs")]
    public void What_is_no_announcement_is_refused_and_nothing_is_stored(string problem, params string[] args)
    {
        var result = _room.Run(args);

        Assert.Equal(2, result.Code);
        Assert.StartsWith($"sidecar: {problem}\n", result.Error, StringComparison.Ordinal);
        Assert.Empty(_room.State.Announcements.Active());
        Assert.Empty(_room.State.Claims.Active());
    }

    public void Dispose() => _room.Dispose();

    private CommandRoom.CommandResult InBobsSession(params string[] args)
    {
        _room.Environment["CODEX_THREAD_ID"] = "7";
        return _room.Run(args);
    }

    private AgentKey Busy()
    {
        var (ada, _) = (_room.Join("ada"), _room.Join("bob", session: "CODEX_THREAD_ID=7", client: "codex-mcp-client"));
        _room.State.Announcements.Announce(ada, new("new prices", Crowd.Patterns("src/price.cs", "docs/prices.md"), [], []), []);
        _room.Time.Advance(TimeSpan.FromMinutes(2));
        return ada;
    }
}
