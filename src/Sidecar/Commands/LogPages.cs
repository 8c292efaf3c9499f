using System.Text.Json;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>One of the logs, read page by page, newest first.</summary>
/// <param name="Name">What its list is called in JSON.</param>
/// <param name="Nothing">What to say where it is empty.</param>
/// <param name="Page">Reads at most so many entries with numbers above the first and below the second.</param>
/// <param name="Newest">The number of the newest entry that there is, asked for or not.</param>
/// <param name="Number">An entry's number.</param>
/// <param name="Write">An entry for programs.</param>
/// <param name="Show">An entry for people.</param>
/// <param name="Older">The command for those before an entry.</param>
internal sealed record LogPages<T>(
    string Name,
    string Nothing,
    Func<long, long?, int, IReadOnlyList<T>> Page,
    Func<long> Newest,
    Func<T, long> Number,
    Action<Utf8JsonWriter, T> Write,
    Action<Screen, T> Show,
    Func<long, string> Older)
{
    /// <summary>The newest ones.</summary>
    public void ShowNewest(Invocation call, long since, long? before, int limit)
    {
        // One more than is shown tells whether there are older ones.
        var found = Page(since, before, limit + 1);
        var entries = found.Take(limit).ToList();
        call.Answer(
            json => Json.JsonFields.Items(json, Name, entries, Write),
            screen =>
            {
                if (entries.Count == 0)
                    screen.Line(Nothing);
                foreach (var entry in entries)
                    Show(screen, entry);
                if (found.Count > limit)
                    screen.Line($"older: {Older(Number(entries[^1]))}");
            });
    }

    /// <summary>The newest ones, oldest first, and then each one that comes, until it is cancelled.</summary>
    public async Task FollowAsync(Invocation call, long since, int limit, CancellationToken cancellationToken)
    {
        using var bell = call.Workplace.State.Database.Bells.Listen(call.Here.Time);
        var newest = Newest();
        var entries = Page(since, null, limit);
        while (true)
        {
            foreach (var entry in entries.Reverse())
                call.Answer(json => Write(json, entry), screen => Show(screen, entry));

            // The first look shows the newest few, as without following; from then on none may be left out. What was looked
            // at once and is not asked for is not looked at again.
            since = Math.Max(since, Math.Max(newest, entries.Count > 0 ? Number(entries[0]) : 0));
            await bell.WaitAsync(Doorbell.Net, cancellationToken);
            call.Workplace.State.Database.EnsureCurrent();
            newest = Newest();
            entries = newest > since ? After(since) : [];
        }
    }

    private List<T> After(long since)
    {
        var entries = new List<T>();
        IReadOnlyList<T> page;
        do
        {
            page = Page(since, entries.Count > 0 ? Number(entries[^1]) : null, LogQuery.MaxLimit);
            entries.AddRange(page);
        }
        while (page.Count == LogQuery.MaxLimit);

        return entries;
    }
}
