using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Status;

/// <summary>Reads what orients somebody, in one transaction and at the same price however much was ever said.</summary>
public sealed class OrientationQuery(SidecarState state, TimeProvider time)
{
    // Beside the latest summary those of others count that ended in the same day's work.
    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

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
            Consultations = Consultations(me),
            Summary = summaries.FirstOrDefault(),
            SummaryForAll = forAll,
            OtherSummaries = new([.. summaries.Skip(1).Where(summary => summary != forAll)], Left: 0),
            Messages = OrientationRows.Messages(db, me.Name, about),
        };
    });

    private Excerpt<Consultation> Consultations(Agent me)
    {
        var mine = state.Consultations.Current().Where(thread => thread.Find(me.Id) is { IsHere: true });
        return new([.. mine.OrderBy(thread => ConsultationRules.Awaited(thread, me.Id).Count == 0)], Left: 0);
    }

    private Excerpt<(Agent Agent, Liveness Live)> Others(Agent me)
    {
        var others = state.Agents.Present().Where(entry => entry.Live is not Liveness.Dead && entry.Agent.Id != me.Id);
        return new([.. others.OrderByDescending(entry => entry.Agent.ActiveAt).ThenBy(entry => entry.Agent.Id)], Left: 0);
    }

    private List<Message> Summaries(DbConnection db, Agent me, HandoffScope? about)
    {
        HandoffScope[] scopes = about is not null ? [about] : [HandoffScope.Everybody, new HandoffScope(me.Name.ToString(), null)];
        var lately = time.GetUtcNow() - Lately;
        var ids = scopes.SelectMany(scope => HandoffRows.LatestOfEachFor(db, scope, lately))
            .Concat(scopes.Select(scope => HandoffRows.LatestOf(db, scope)).OfType<long>())
            .Concat(about is null ? HandoffRows.LatestInTopicsOf(db, me.Name) : []);
        return [.. OrientationRows.MessagesOf(db, [.. ids.Distinct()]).OrderBy(summary => about is null && IsFor(summary, me) ? 0 : 1)];
    }

    private static bool IsFor(Message summary, Agent me) => summary.To.Equals(me.Name.ToString(), StringComparison.OrdinalIgnoreCase);

    private static bool IsForAll(Message summary) => HandoffScope.Of(summary) == HandoffScope.Everybody;
}
