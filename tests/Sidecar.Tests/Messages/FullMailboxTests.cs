using System.Data.Common;
using Microsoft.Data.Sqlite;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Tests.World;
using SQLitePCL;

namespace Sidecar.Tests.Messages;

/// <summary>A reader with 10,000 unread messages in a log of 100,000: no call may pay for what it does not show.</summary>
public sealed class FullMailboxTests : IDisposable
{
    private const int All = 100_000;
    private const int Unread = 10_000;

    private readonly Crowd _crowd = new();
    private readonly AgentKey _bob;
    private readonly ProcessRef _server;

    public FullMailboxTests()
    {
        _bob = _crowd.Agent("bob");
        _server = _crowd.Processes.Start("sidecar-mcp");
        _crowd.State.Database.Write(Fill);
    }

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void The_first_ones_are_shown_and_the_rest_counted()
    {
        var first = _crowd.State.Inbox.Take(_bob, new CallId(_server, 1), limit: 5);
        var second = _crowd.State.Inbox.Take(_bob, new CallId(_server, 2), limit: 5);

        Assert.Equal(Enumerable.Range(All - Unread + 1, 10).Select(id => (long)id), first.Messages.Concat(second.Messages).Select(message => message.Id));
        Assert.Equal((Unread - 5, Unread - 10), (first.Left, second.Left));
    }

    [Fact]
    public void A_call_that_confirms_what_was_shown_looks_at_that_alone()
    {
        _crowd.State.Inbox.Take(_bob, new CallId(_server, 1), limit: 5);

        Assert.InRange(Steps(() => _crowd.State.Inbox.BeginCall(_bob, _server, [])), 1, 1_000);
        _crowd.Processes.Kill(_server);
        Assert.Equal(Unread - 5, _crowd.State.Inbox.Take(_bob, default, limit: 0).Unread);
    }

    [Fact]
    public void Showing_some_counts_the_rest_in_the_index_and_reads_none_of_it()
    {
        var reading = Steps(() => _crowd.State.Inbox.Take(_bob, new CallId(_server, 1), limit: 5));

        // The unread are counted twice, at five steps each; each row of the table would take dozens.
        Assert.InRange(reading, Unread, 15 * Unread);
    }

    [Fact]
    public void Acknowledging_finds_each_message_by_its_number() =>
        Assert.InRange(Steps(() => _crowd.State.Inbox.Acknowledge(_bob, [All, All - 1, 3])), 1, 2_000);

    [Fact]
    public void Who_had_several_names_is_found_by_all_without_reading_what_is_not_asked_for()
    {
        _crowd.State.Inbox.Acknowledge(_bob, [.. Enumerable.Range(All - Unread + 1, Unread)]);
        foreach (var name in new[] { "rob", "bert" })
            _crowd.State.Agents.Describe(_bob, AgentName.Parse(name), null, null, null);
        var newest = 0L;

        Assert.InRange(Steps(() => newest = _crowd.State.Messages.Log(new LogQuery(With: AgentName.Parse("bert")))[0].Id), 1, 20_000);
        Assert.Equal(All, newest);
    }

    [Fact]
    public void A_send_does_not_look_through_what_was_sent_before()
    {
        var ada = _crowd.Agent("ada");
        var usual = Steps(() => Send(ada));
        _crowd.State.Agents.Describe(ada, AgentName.Parse("adele"), null, null, null);
        var renamed = Steps(() => Send(ada));

        Assert.InRange(usual, 1, 5_000);
        Assert.InRange(renamed, 1, 5_000);
    }

    private void Send(AgentKey sender) =>
        _crowd.State.Messages.Send(sender, new Draft("human", "hello") { Key = "k" + Guid.NewGuid() }, TalkLimits.Usual);

    /// <summary>How many steps SQLite's machine makes for it: the same on every computer.</summary>
    private long Steps(Action work)
    {
        var steps = 0L;
        Count(1, _ => StepBy(ref steps));
        work();
        Count(0, null);
        return steps;
    }

    private static int StepBy(ref long steps)
    {
        steps++;
        return 0;
    }

    private void Count(int each, delegate_progress? step) => _crowd.State.Database.Read(db =>
    {
        raw.sqlite3_progress_handler(((SqliteConnection)db).Handle, each, step, null);
        return 0;
    });

    private static int Fill(DbConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"""
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {All})
            INSERT INTO messages (at, sender, recipient, text) SELECT n, 'ada', 'bob', 'message ' || n FROM number;
            INSERT INTO deliveries (message_id, recipient, read_at)
            SELECT id, 'bob', CASE WHEN id > {All - Unread} THEN NULL ELSE 1 END FROM messages;
            """;
        return command.ExecuteNonQuery();
    }
}
