using FsCheck;
using FsCheck.Fluent;
using Sidecar.Claims;
using Sidecar.Guard;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Work;

/// <summary>
/// Goal: whatever is written, claimed, released, committed and died of, a file that a live agent wrote is its own until it
/// is clean or released: nobody else is granted a claim on it, and the guard finds exactly it. Method: random steps against
/// the real state and against a model small enough to be obviously right.
/// </summary>
public sealed class WorkAndClaimsTests
{
    private static readonly string[] Names = ["ada", "bob", "cy"];
    private static readonly string[] Files = ["a.cs", "b.cs"];

    [Fact]
    public void Live_work_bars_others_until_it_is_clean_or_released()
    {
        var step =
            from what in Gen.Elements("write", "write", "rescan", "claim", "claim", "release", "clean", "die")
            from who in Gen.Choose(0, Names.Length - 1)
            from file in Gen.Choose(0, Files.Length - 1)
            select (what, who, file);
        var property = Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            using var run = new Run();
            foreach (var (what, who, file) in steps.Take(40))
                run.Step(what, Names[who], Files[file]);
        });

        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), property);
    }

    private sealed class Run : IDisposable
    {
        private readonly Crowd _crowd = new();
        private readonly HashSet<(string Who, string File)> _work = [];
        private readonly HashSet<(string Who, string File)> _claims = [];
        private readonly HashSet<string> _dead = [];
        private int _writes;

        public void Step(string what, string who, string file)
        {
            _crowd.Time.Advance(TimeSpan.FromSeconds(10));
            if (!_dead.Contains(who))
                Act(what, who, file);
            if (what == "rescan" && _writes > 0 && _crowd.State.Work.Open().LastOrDefault(work => work.Path.ToString() == file) is { State.Blob: { } known })
                _crowd.Write(null, file, known);
            if (what == "clean")
                Clean(file);
            Compare();
        }

        public void Dispose() => _crowd.Dispose();

        private void Act(string what, string who, string file)
        {
            switch (what)
            {
                case "write":
                    _crowd.Write(who, file, $"{who} {++_writes}");
                    _work.Add((who, file));
                    break;
                case "claim":
                    var granted = _crowd.Claim(who, file) is ClaimAnswer.Granted;
                    Assert.Equal(!_work.Concat(_claims).Any(held => held.Who != who && held.File == file && !_dead.Contains(held.Who)), granted);
                    if (granted)
                        _claims.Add((who, file));
                    break;
                case "release":
                    _crowd.Release(who, file);
                    _work.Remove((who, file));
                    _claims.Remove((who, file));
                    break;
                case "die":
                    _crowd.Agent(who);
                    _crowd.Kill(who);
                    _dead.Add(who);
                    break;
            }
        }

        private void Clean(string file)
        {
            _crowd.State.Work.EndClean([.. _crowd.State.Work.Open().Where(work => work.Path.ToString() == file).Select(work => (work, (Sidecar.Agents.Agent?)null))]);
            _work.RemoveWhere(work => work.File == file);
        }

        private void Compare()
        {
            var held = _crowd.State.Claims.Active();
            var now = _crowd.Time.GetUtcNow();
            foreach (var name in Names.Where(name => !_dead.Contains(name)))
            {
                var found = GuardRules.Check([.. Files.Select(Changed.Path)], held, Changed.Worktree, _crowd.Join(name).Agent.Id, now, false);
                Assert.Equal(
                    _work.Concat(_claims).Where(one => one.Who != name && !_dead.Contains(one.Who)).Select(one => one.File).Distinct().Order(StringComparer.Ordinal),
                    found.Select(finding => finding.Path.ToString()).Distinct().Order(StringComparer.Ordinal));
            }
        }
    }
}
