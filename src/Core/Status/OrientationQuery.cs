using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Status;

/// <summary>Reads what orients somebody, in one transaction and at the same price however much was ever said.</summary>
public sealed class OrientationQuery(SidecarState state, TimeProvider time)
{
    /// <summary>Reads it.</summary>
    /// <param name="me">For whom.</param>
    /// <param name="scope">"all", a name or a topic: only the latest summary of exactly that, and what was said there; null for all that concerns the reader.</param>
    /// <exception cref="SidecarException">The scope means nobody.</exception>
    public Orientation Read(Agent me, string? scope) => state.Database.Read(db =>
    {
        var about = scope is null ? null : HandoffRows.Resolve(db, scope);
        var unread = DeliveryRows.CountUnread(db, me.Name);
        var summaries = Summaries(db, me, about);
        var forAll = summaries is [{ } first, ..] && IsFor(first, me) ? summaries.Skip(1).FirstOrDefault(IsForAll) : null;
        return new Orientation
        {
            At = time.GetUtcNow(),
            Me = me,
            Scope = about,
            Others = Others(me),
            Unread = unread,
            Topics = OrientationRows.UnreadInTopics(db, me.Name, unread),
            Claims = OrientationRows.Claims(db, me.Id, time.GetUtcNow()),
            Files = OrientationRows.Files(db, me.Id),
            Consultations = new([.. state.Consultations.Current().Where(thread => thread.Find(me.Id) is { IsHere: true })], Left: 0),
            Summary = summaries.FirstOrDefault(),
            SummaryForAll = forAll,
            OtherSummaries = new([.. summaries.Skip(1).Where(summary => summary != forAll)], Left: 0),
            Messages = OrientationRows.Messages(db, me.Name, about),
        };
    });

    private Excerpt<(Agent Agent, Liveness Live)> Others(Agent me)
    {
        var others = state.Agents.Present().Where(entry => entry.Live is not Liveness.Dead && entry.Agent.Id != me.Id);
        return new([.. others.OrderByDescending(entry => entry.Agent.ActiveAt).ThenBy(entry => entry.Agent.Id)], Left: 0);
    }

    private static List<Message> Summaries(DbConnection db, Agent me, HandoffScope? about)
    {
        if (about is not null)
            return OrientationRows.MessagesOf(db, HandoffRows.LatestOf(db, about) is { } id ? [id] : []);

        long?[] mine = [HandoffRows.LatestOf(db, HandoffScope.Everybody), HandoffRows.LatestOf(db, new HandoffScope(me.Name.ToString(), null))];
        var latest = OrientationRows.MessagesOf(db, [.. mine.OfType<long>(), .. HandoffRows.LatestInTopicsOf(db, me.Name)]);
        return [.. latest.OrderBy(summary => IsFor(summary, me) ? 0 : 1)];
    }

    private static bool IsFor(Message summary, Agent me) => summary.To == me.Name.ToString();

    private static bool IsForAll(Message summary) => HandoffScope.Of(summary) == HandoffScope.Everybody;
}
