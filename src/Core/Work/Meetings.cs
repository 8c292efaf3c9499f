using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Touches;

namespace Sidecar.Work;

/// <summary>
/// Live agents that work on the same files: gathered over one batch, inside the caller's transaction, so that each is told once.
/// </summary>
internal sealed class Meetings(DbConnection db, Authors authors)
{
    private readonly Dictionary<(long, long), (Agent One, string Worktree, List<UncommittedWork> Others)> _pairs = [];

    /// <summary>Somebody began to work on a file; others may have uncommitted work there, in whichever worktree.</summary>
    public void Add(string worktree, SeenChange change)
    {
        if (change.Authorship.Author is not { IsHuman: false } author)
            return;

        foreach (var other in WorkRows.OfOthersOn(db, authors, author.Id, change.Path).Where(other => other.IsHeld))
        {
            var pair = (author.Id, other.Author!.Id);
            if (!_pairs.TryGetValue(pair, out var meeting))
                _pairs[pair] = meeting = (author, worktree, []);
            meeting.Others.Add(other);
        }
    }

    /// <summary>Tells both of each pair.</summary>
    public void Tell(DateTimeOffset now)
    {
        foreach (var (author, worktree, others) in _pairs.Values)
        {
            var other = others[0].Author!;
            var paths = Printable.List([.. others.Select(work => work.Path.ToString()).Distinct(StringComparer.Ordinal)]);
            MessageRows.Notify(db, other.Name, Text(author, paths, worktree, others[0].Worktree), now);
            MessageRows.Notify(db, author.Name, Text(other, paths, others[0].Worktree, worktree), now);
            EventLog.Add(db, new Happening(now, "work.meeting", author.Name.ToString(), paths, $"with {other.Name}"));
        }
    }

    private static string Text(Agent other, string paths, string itsWorktree, string yourWorktree)
    {
        var both = $"You and {other.Name} are both changing {paths}: {other.Name} writes there too";
        return itsWorktree == yourWorktree
            ? $"{both}, and neither has committed. Agree who goes on before one of you loses work."
            : $"{both}, in its own worktree {Printable.Short(itsWorktree, 200)}. For your information: both will be told if merging would conflict.";
    }
}
