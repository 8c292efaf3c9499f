using System.Globalization;
using System.Text;
using Sidecar.Bench.CoChange;
using Sidecar.History;
using Sidecar.Tests.Repository;
using static Sidecar.Tests.History.Committed;

namespace Sidecar.Tests.Bench;

public sealed class EvaluationTests : IDisposable
{
    private const double Near = 1e-9;

    private readonly ScratchRepository _repository = new();

    [Fact]
    public void A_pair_that_was_planted_in_a_repository_is_found()
    {
        Import(Enumerable.Range(0, 40).Select(at => new[] { "src/planted", "lib/partner", $"zero/{at}/file" }));

        var evaluation = Evaluation.Of(KnownHistory.Of(_repository.Top).Read(), 1000, Method.All);

        // In all commits but the first, two of the three files are answered for, each by one of its two companions.
        var answered = 39 / 40.0 * 2 / 3;
        var ours = evaluation.Results.Single(result => result.Name == "ours");
        Assert.Equal((40, 120), (evaluation.Commits, evaluation.Questions));
        Assert.Equal(answered, ours.Hit1, Near);
        Assert.Equal(answered, ours.Hit3, Near);
        Assert.Equal(answered / 3, ours.P3, Near);
        Assert.Equal(answered / 2, ours.R3, Near);
        Assert.Equal((2 * 37, 1.0), (ours.From30.All, ours.From30.Precision));
    }

    [Fact]
    public void Our_warnings_are_right_where_those_by_the_plain_share_are_chance()
    {
        // Each file of a crowd was seen once with each other; the pair goes together all the time.
        var crowd = Enumerable.Range(0, 6).SelectMany(one => Enumerable.Range(0, one).Select(other => new[] { $"c{one}/f", $"d{other}/g" }));
        var commits = Enumerable.Range(0, 6).SelectMany(_ => crowd.Append(["src/planted", "lib/partner"]));

        var evaluation = Evaluation.Of(InTurn([.. commits]), 1000, Method.All);

        var (raw, ours) = (evaluation.Results[0], evaluation.Results[^1]);
        Assert.True(raw.From20.All > ours.From20.All && raw.From20.Precision < ours.From20.Precision);
    }

    [Fact]
    public void What_two_agents_are_told_is_right_where_one_commit_joins_it_afterwards()
    {
        var learned = Enumerable.Range(0, 6).Select(day => On(day, "x/a", "y/b"));
        CommitFiles[] atOnce = [On(10, "x/a", "p/1") with { Author = "bob" }, On(10, "y/b", "q/2") with { Author = "cleo" }];

        var joined = TwoAgents.Replayed([.. learned, .. atOnce, On(12, "x/a", "y/b")], 1000);
        var apart = TwoAgents.Replayed([.. learned, .. atOnce, On(12, "x/a", "r/3"), On(40, "x/a", "y/b")], 1000);

        Assert.Equal((1, new Warned(1, 1), new Warned(3, 0)), (joined.Meetings, joined.Said, joined.Unsaid));
        Assert.Equal(new Warned(1, 0), apart.Said);
    }

    [OwnHistoryFact]
    public void The_history_of_these_sources_is_evaluated_whole()
    {
        var commits = KnownHistory.Of(OwnHistoryFactAttribute.Root).Read();

        var evaluation = Evaluation.Of(commits, 200, Method.All);

        Assert.InRange(evaluation.Commits, 10, 200);
        Assert.Equal(["raw confidence", "Jaccard", "ours"], evaluation.Results.Select(result => result.Name));
        Assert.All(evaluation.Results, result => Assert.All(
            [result.Hit1, result.Hit3, result.P3, result.R3], share => Assert.InRange(share, 0.0, 1.0)));
        Assert.All(evaluation.Results, result => Assert.True(result.Hit3 >= result.Hit1 && result.From20.All >= result.From30.All));
    }

    private void Import(IEnumerable<string[]> commits)
    {
        var stream = new StringBuilder();
        foreach (var (files, at) in commits.Select((files, at) => (files, at)))
        {
            var time = 1_700_000_000 + (at * 86_400);
            stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\ncommitter Ada <ada@example.org> {time} +0000\ndata 0\n");
            foreach (var file in files)
                stream.Append(CultureInfo.InvariantCulture, $"M 100644 inline {file}\ndata 4\n{at:0000}\n");
        }

        Assert.Equal(0, _repository.Run("git", ["fast-import", "--quiet"], input: stream.ToString()).Code);
    }

    public void Dispose() => _repository.Dispose();
}
