using Sidecar.History;

namespace Sidecar.Bench.CoChange;

/// <summary>What adds up of one method's answers.</summary>
internal sealed class RunningScore
{
    private const int Top = 3;

    private double _hit1;
    private double _hit3;
    private double _precise;
    private double _recalled;
    private Warned _from20;
    private Warned _from30;

    /// <summary>Counts the answer to one question.</summary>
    /// <param name="guesses">The answer, strongest first.</param>
    /// <param name="right">The files that are right.</param>
    /// <param name="weight">How much the question counts: the files of a commit count for one together.</param>
    public void Count(IReadOnlyList<Guess> guesses, IReadOnlySet<RepoPath> right, double weight)
    {
        var found = guesses.Take(Top).Count(guess => right.Contains(guess.Path));
        _hit1 += guesses.Count > 0 && right.Contains(guesses[0].Path) ? weight : 0;
        _hit3 += found > 0 ? weight : 0;
        _precise += weight * found / Top;
        _recalled += right.Count == 0 ? 0 : weight * found / right.Count;
        _from20 = Add(_from20, guesses, right, CoChangeScore.WarnFrom);
        _from30 = Add(_from30, guesses, right, CoChangeScore.StrongFrom);
    }

    /// <summary>The means.</summary>
    public MethodResult Result(string name, int commits)
    {
        var all = Math.Max(1, commits);
        return new MethodResult(name, _hit1 / all, _hit3 / all, _precise / all, _recalled / all, _from20, _from30);
    }

    private static Warned Add(Warned before, IReadOnlyList<Guess> guesses, IReadOnlySet<RepoPath> right, double from)
    {
        var warnings = guesses.Where(guess => guess.Score >= from && guess.Together >= CoChangeScore.MinSupport).ToList();
        return new Warned(before.All + warnings.Count, before.Right + warnings.Count(guess => right.Contains(guess.Path)));
    }
}
