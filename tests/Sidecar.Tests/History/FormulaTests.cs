using FsCheck;
using FsCheck.Fluent;
using Sidecar.History;
using static Sidecar.Tests.History.Committed;

namespace Sidecar.Tests.History;

/// <summary>The index beside the formula as it is written down, for any history.</summary>
public sealed class FormulaTests
{
    private static readonly Gen<int[][]> Histories = Gen.Choose(0, 9999).ArrayOf().ArrayOf();

    [Fact]
    public void The_index_gives_what_the_formula_says() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(Histories.ToArbitrary(), Gen.Choose(0, 3000).ToArbitrary(), (choices, age) =>
        {
            var model = new LiteralHistory();
            var index = Index(choices.Select((commit, at) => model.Commit(at * 40, commit)).ToList());
            var now = Beginning.AddDays((choices.Length * 40) + age - 500);

            foreach (var file in model.Known.Take(12))
            {
                var related = index.Related(Path(file), now, int.MaxValue);
                Assert.Equal(model.Related(file, now).Order(StringComparer.Ordinal), related.Select(LiteralHistory.Text).Order(StringComparer.Ordinal));
                Assert.Equal(related.OrderByDescending(r => r.Score).ThenBy(r => r.Path.ToString(), StringComparer.Ordinal), related);
                Assert.All(related, one => Assert.Equal(one, index.Between(Path(file), one.Path, now) ?? one));
            }
        }));
}
