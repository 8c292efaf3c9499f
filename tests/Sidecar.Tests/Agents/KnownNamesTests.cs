using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Agents;

public sealed class KnownNamesTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void Earlier_sessions_of_a_name_do_not_keep_its_mail_from_who_took_another_one()
    {
        Leave(Register("bob"));
        Leave(Register("bob"));
        Rename(Register("bob"), "robert");

        Assert.Equal("robert", AddresseeOf("bob"));
    }

    [Fact]
    public void A_chain_of_renames_is_followed_past_earlier_sessions_of_each_name()
    {
        Leave(Register("bob"));
        Leave(Register("robert"));
        var bob = Register("bob");
        Rename(bob, "robert");
        Rename(bob, "rob");

        Assert.Equal("rob", AddresseeOf("bob"));
        Assert.Equal("rob", AddresseeOf("robert"));
    }

    [Fact]
    public void A_stranger_who_takes_a_name_in_between_does_not_get_the_mail_of_who_went_on()
    {
        var bob = Register("bob");
        Rename(bob, "rob");
        Rename(bob, "bert");
        Register("rob");

        Assert.Equal("bert", AddresseeOf("bob"));
        Assert.Equal("rob", AddresseeOf("rob"));
    }

    [Fact]
    public void Mail_goes_to_a_stranger_who_takes_the_old_name_later_also_when_it_has_left()
    {
        Rename(Register("bob"), "robert");
        var stranger = Register("bob");

        Assert.Equal("bob", AddresseeOf("bob"));
        Leave(stranger);
        Assert.Equal("bob", AddresseeOf("bob"));
    }

    [Fact]
    public void Mail_goes_to_who_took_the_old_name_by_a_rename()
    {
        var stranger = Register("carol");
        Rename(Register("bob"), "robert");
        Rename(stranger, "bob");
        Leave(stranger);

        Assert.Equal("bob", AddresseeOf("bob"));
        Assert.Equal("bob", AddresseeOf("carol"));
        Assert.Equal("robert", AddresseeOf("robert"));
    }

    [Fact]
    public void Who_takes_its_old_name_again_has_the_mail_of_both()
    {
        var bob = Register("bob");
        Rename(bob, "robert");
        Rename(bob, "bob");
        Leave(bob);

        Assert.Equal("bob", AddresseeOf("bob"));
        Assert.Equal("bob", AddresseeOf("robert"));
    }

    [Fact]
    public void A_clock_that_is_set_back_changes_nothing()
    {
        Leave(Register("bob"));
        _crowd.Time.Advance(-TimeSpan.FromHours(1));
        Rename(Register("bob"), "robert");

        Assert.Equal("robert", AddresseeOf("BOB"));
    }

    [Fact]
    public void No_question_walks_through_all_events_or_agents()
    {
        string[] asked = [KnownNames.GivenUpSql, KnownNames.GivenUpLaterSql, KnownNames.IsKnownSql, KnownNames.FormerSql];

        var plans = asked.SelectMany(sql => _crowd.State.Database.Read(db => db.Query(
            "EXPLAIN QUERY PLAN " + sql, row => row.Text("detail")!, ("$name", "bob"), ("$before", long.MaxValue), ("$after", 0)))).ToList();

        Assert.Contains(plans, step => step.Contains("events_given_up", StringComparison.Ordinal));
        Assert.Contains(plans, step => step.Contains("events_taken", StringComparison.Ordinal));
        Assert.Contains(plans, step => step.Contains("events_renamed", StringComparison.Ordinal));
        Assert.Contains(plans, step => step.Contains("agents_name", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, step => step.StartsWith("SCAN", StringComparison.Ordinal) || step.StartsWith("USE TEMP", StringComparison.Ordinal));
    }

    private AgentKey Register(string name) => _crowd.State.Agents.Register(
        _crowd.Registration(_crowd.Processes.Start()) with { Name = AgentName.Parse(name) }).Key;

    private void Leave(AgentKey key) => Assert.True(_crowd.State.Agents.Leave(key, "done"));

    private void Rename(AgentKey key, string name) => _crowd.State.Agents.Describe(key, AgentName.Parse(name), null, null, null);

    private string AddresseeOf(string to) => Assert.Single(
        _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft(to, "hello"), TalkLimits.Usual).Recipients).Name.ToString();
}
