using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Work;

/// <summary>Two live agents that work on the same files: gathered over one batch, so that each is told once.</summary>
internal sealed class Meetings
{
    private readonly Dictionary<(long, long), (Agent One, string Worktree, List<UncommittedWork> Others)> _pairs = [];

    /// <summary>An agent began to write where others have uncommitted work.</summary>
    /// <param name="author">Who came second.</param>
    /// <param name="worktree">Where it writes.</param>
    /// <param name="others">What the others have there.</param>
    public void Add(Agent author, string worktree, IEnumerable<UncommittedWork> others)
    {
        foreach (var other in others)
        {
            var pair = (author.Id, other.Author!.Id);
            if (!_pairs.TryGetValue(pair, out var meeting))
                _pairs[pair] = meeting = (author, worktree, []);
            meeting.Others.Add(other);
        }
    }

    /// <summary>Tells both of each pair, inside the caller's transaction.</summary>
    public void Tell(DbConnection db, DateTimeOffset now)
    {
        foreach (var (author, worktree, others) in _pairs.Values)
        {
            var other = others[0].Author!;
            var paths = Printable.List([.. others.Select(work => work.Path.ToString())]);
            MessageRows.Notify(db, other.Name, Text(author, paths, worktree, others[0].Worktree), now);
            MessageRows.Notify(db, author.Name, Text(other, paths, others[0].Worktree, worktree), now);
            EventLog.Add(db, new Happening(now, "work.meeting", author.Name.ToString(), paths, $"with {other.Name}"));
        }
    }

    private static string Text(Agent other, string paths, string itsWorktree, string yourWorktree)
    {
        var where = itsWorktree == yourWorktree ? "" : $" in its own worktree {Printable.Short(itsWorktree, 200)}";
        return $"You and {other.Name} are both changing {paths}: {other.Name} writes there too{where}, and neither has committed. "
            + $"Agree who goes on before one of you loses work.";
    }
}
