using Sidecar.Agents;
using Sidecar.Operations;
using Sidecar.Tests.World;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Tests.Operations;

public sealed class OverwritesTests : IDisposable
{
    private const string Top = "/repository";

    private readonly Crowd _crowd = new();

    [Fact]
    public void Whatever_befell_others_work_is_told_in_a_line_newest_first()
    {
        var (ada, codex) = (_crowd.Join("ada").Agent, _crowd.Join("codex").Agent);
        var work = Write(ada, "a.cs", "b.cs", "c.cs", "d.cs");

        _crowd.State.Operations.Record(Ran(codex, "reset --hard"), [.. work.Take(2).Select(lost => new Overwritten(lost, Left: null))]);
        _crowd.State.Work.EndClean([(work[2], codex)]);
        _crowd.State.Commits.Record(
            new RecordedCommit { Id = new string('4', 40), At = Now, Worktree = Top, Who = "codex", AgentId = codex.Id }, [work[3]]);

        Assert.Equal(
            [
                "codex committed in 4444444444: work of ada: d.cs",
                "codex undid or removed: work of ada: c.cs",
                "codex ran `git reset --hard`: work of ada: a.cs, b.cs",
            ],
            Overwrites());
    }

    [Fact]
    public void What_is_too_old_is_not_told()
    {
        var (ada, codex) = (_crowd.Join("ada").Agent, _crowd.Join("codex").Agent);
        _crowd.State.Operations.Record(Ran(codex, "stash"), [new Overwritten(Write(ada, "a.cs")[0], Left: null)]);
        _crowd.Time.Advance(TimeSpan.FromMinutes(61));
        _crowd.State.Operations.Record(Ran(codex, "switch main"), [new Overwritten(Write(ada, "b.cs")[0], Left: null)]);

        Assert.Equal(["codex ran `git switch main`: work of ada: b.cs"], Overwrites());
    }

    public void Dispose() => _crowd.Dispose();

    private DateTimeOffset Now => _crowd.Time.GetUtcNow();

    private Operation Ran(Agent who, string command) =>
        new() { At = Now, Worktree = Top, Who = who.Name.ToString(), AgentId = who.Id, Command = command };

    private IReadOnlyList<UncommittedWork> Write(Agent author, params string[] paths)
    {
        _crowd.State.Touches.Record(
            Top, [.. paths.Select(path => Seen.Change(path, TouchKind.Changed, Now, new Authorship(author, Evidence.Process)))]);
        return [.. _crowd.State.Work.Open().Where(work => paths.Contains(work.Path.ToString(), StringComparer.Ordinal))];
    }

    private IEnumerable<string> Overwrites() =>
        _crowd.State.Operations.Overwrites(Now - TimeSpan.FromHours(1), limit: 10).Select(OperationWords.Of);
}
