using Sidecar.Messages;

namespace Sidecar.Terminal;

/// <summary>Messages that wait for somebody who is gone, as people see them.</summary>
internal static class OrphanView
{
    public static void ShowTable(Screen screen, IReadOnlyList<Orphan> orphans, DateTimeOffset now) => screen.Table(
        ["FOR", "UNREAD", "OLDEST", "NEWEST", "GONE"],
        orphans.Select(orphan => (IReadOnlyList<Cell>)
        [
            new Cell(orphan.Name.ToString(), Tone.Strong),
            orphan.Count.ToString(),
            Ages.Ago(orphan.Oldest, now),
            Ages.Ago(orphan.Newest, now),
            Ages.Ago(orphan.GoneSince, now),
        ]));
}
