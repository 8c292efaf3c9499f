using Sidecar.History;
using static Sidecar.Tests.History.Committed;

namespace Sidecar.Tests.History;

public sealed class CoChangeIndexTests
{
    private static readonly DateTimeOffset Now = Beginning.AddDays(100);

    [Fact]
    public void The_plain_counts_stand_beside_the_score()
    {
        var index = Index(["x/a", "y/b"], ["x/a"], ["x/a", "y/b"], ["y/b"]);

        var related = Assert.Single(index.Related(Path("x/a"), Now, 10));

        Assert.Equal(("y/b", 2, 3), (related.Path.ToString(), related.Together, related.Changes));
        Assert.Equal(Beginning.AddDays(2), related.LastTogether);
        Assert.Equal((3, 4), (index.Changes(Path("y/b")), index.Commits));
    }

    [Fact]
    public void A_renamed_file_keeps_its_partners_under_both_names()
    {
        var index = Index(["x/a", "y/b"], ["x/a", "y/b"], ["R x/a > x/c"], ["R y/b > z/d"]);

        Assert.Equal(["z/d 2 of 3"], Partners(index, "x/c"));
        Assert.Equal(["z/d 2 of 3"], Partners(index, "x/a"));
        Assert.Equal(["x/c 2 of 3"], Partners(index, "z/d"));
    }

    [Fact]
    public void What_a_branch_still_does_under_the_old_name_belongs_to_the_file()
    {
        var index = Index(["x/a", "y/b"], ["R x/a > x/c"], ["M x/a", "y/b"]);

        Assert.Equal(["y/b 2 of 3"], Partners(index, "x/c"));
    }

    [Fact]
    public void A_new_file_under_a_name_that_was_given_up_is_another_one()
    {
        var index = Index(["x/a", "y/b"], ["R x/a > x/c"], ["A x/a", "z/d"]);

        Assert.Equal(["z/d 1 of 1", "x/c 0 of 1"], Partners(index, "x/a"));
        Assert.Equal(["y/b 1 of 2", "x/a 0 of 2"], Partners(index, "x/c"));
    }

    [Fact]
    public void A_file_that_comes_back_is_the_same_one()
    {
        var index = Index(["x/a", "y/b"], ["D x/a"], ["A x/a"]);

        Assert.Equal(["y/b 1 of 3"], Partners(index, "x/a"));
    }

    [Fact]
    public void Two_files_that_change_places_take_their_partners_along()
    {
        var index = Index(["x/a", "y/b"], ["z/d", "u/e"], ["R x/a > z/d", "R z/d > x/a"]);

        Assert.Equal(["x/a 1 of 2", "y/b 1 of 2"], Partners(index, "z/d").Order());
        Assert.Equal(["u/e 1 of 2", "z/d 1 of 2"], Partners(index, "x/a").Order());
    }

    [Fact]
    public void What_is_gone_is_no_candidate_and_still_tells_who_changed_with_it()
    {
        var index = Index(["x/a", "y/b", "z/c"], ["x/a", "y/b"], ["D y/b"]);

        Assert.Equal(["z/c 1 of 2"], Partners(index, "x/a"));
        Assert.Contains("x/a 2 of 3", Partners(index, "y/b"));
    }

    [Fact]
    public void Only_files_that_are_there_now_are_candidates()
    {
        var index = Index(["x/a", "y/b", "z/c"]);

        index.SetAlive([Path("x/a"), Path("z/c"), Path("w/A.h")]);

        Assert.Equal(["w/A.h 0 of 1", "z/c 1 of 1"], Partners(index, "x/a"));
    }

    [Fact]
    public void On_a_branch_without_the_rename_a_partner_has_its_old_name()
    {
        var index = Index(["x/a", "y/b"], ["R y/b > z/c"]);

        index.SetAlive([Path("x/a"), Path("y/b")]);

        Assert.Equal(["y/b 1 of 1"], Partners(index, "x/a"));
    }

    [Fact]
    public void Old_changes_count_less()
    {
        var index = Index([On(0, "x/a", "y/old"), On(730, "x/a", "z/new")]);

        var related = index.Related(Path("x/a"), Beginning.AddDays(730), 10);

        Assert.Equal(["z/new", "y/old"], related.Select(file => file.Path.ToString()));
        Assert.Equal([1 / 3.5, 0.5 / 3.5], related.Select(file => file.Score));
    }

    [Fact]
    public void A_change_from_the_future_counts_as_one_of_now() => Assert.Equal(
        1 / 3.0, Assert.Single(Index([On(50, "x/a", "y/b")]).Related(Path("x/a"), Beginning, 10)).Score);

    [Fact]
    public void A_commit_of_very_many_files_tells_nothing()
    {
        var many = Enumerable.Range(0, CoChangeScore.MaxFiles).Select(at => $"{at}/{at}").ToList();
        var index = Index([On(0, "x/a", "y/b"), On(1, [.. many, "x/a"])]);

        Assert.Equal(["y/b 1 of 1"], Partners(index, "x/a"));
        Assert.Equal(2, index.Commits);
    }

    [Fact]
    public void Of_a_file_that_changes_very_often_the_newest_changes_are_looked_at()
    {
        var old = Enumerable.Range(0, 5).Select(day => On(day, "x/a", "y/b"));
        var index = Index([.. old, .. Enumerable.Range(5, CoChangeScore.MaxChanges - 1).Select(day => On(day, "x/a"))]);

        Assert.Equal([$"y/b 1 of {CoChangeScore.MaxChanges}"], Partners(index, "x/a"));
        Assert.Equal(CoChangeScore.MaxChanges, index.Changes(Path("x/a")));
    }

    [Fact]
    public void Of_a_new_file_its_name_tells()
    {
        var index = Index(["src/list.h"], ["tests/list_test.c"], ["src/tree.h"]);

        var related = index.Related(Path("src/list.c"), Now, 10);

        Assert.Equal([("src/list.h", 0.54), ("tests/list_test.c", 0.5), ("src/tree.h", 0.04)], related.Select(file => (file.Path.ToString(), file.Score)));
        Assert.All(related, file => Assert.Equal((0, 0, 0.0), (file.Together, file.Changes, file.FromHistory)));
        Assert.Null(index.Between(Path("src/list.c"), Path("src/list.h"), Now));
    }

    [Fact]
    public void Where_it_is_asked_for_names_alone_keep_out_nothing_that_was_changed_together()
    {
        var namesakes = Enumerable.Range(0, 40).Select(number => $"x/m{number}/mod.rs").ToArray();
        var index = Index([On(0, namesakes), .. Enumerable.Range(1, 3).Select(day => On(day, ["x/mod.rs", "y/b", .. Enumerable.Range(0, 8).Select(at => $"{day}/{at}")]))]);

        Assert.DoesNotContain("y/b", index.Related(Path("x/mod.rs"), Now, 20).Select(related => related.Path.ToString()));
        Assert.Equal(("y/b", 3), Strongest(index.Related(Path("x/mod.rs"), Now, 20, leastTogether: 1)));
        Assert.Equal(("y/b", 3), Strongest(index.Related(Path("x/mod.rs"), Now, 20, leastTogether: 3)));
        Assert.Empty(index.Related(Path("x/mod.rs"), Now, 20, leastTogether: 4));

        static (string, int) Strongest(IReadOnlyList<RelatedFile> related) => (related[0].Path.ToString(), related[0].Together);
    }

    [Fact]
    public void Equals_come_by_their_paths_and_the_list_ends_where_asked()
    {
        var index = Index(["x/a", "3/r", "1/p", "2/q"]);

        Assert.Equal(["1/p 1 of 1", "2/q 1 of 1"], Partners(index, "x/a", most: 2));
    }

    [Fact]
    public void Two_files_that_never_met_have_the_score_of_their_names()
    {
        var index = Index(["x/a"], ["x/b"]);

        var between = index.Between(Path("x/a"), Path("x/b"), Beginning)!;

        Assert.Equal((0, 1, null, 2 * 0.04 / 3), (between.Together, between.Changes, between.LastTogether, between.Score));
        Assert.Null(index.Between(Path("x/a"), Path("x/a"), Now));
        Assert.Null(index.Between(Path("x/a"), Path("nowhere"), Now));
    }

    [Fact]
    public void Questions_and_new_commits_may_come_at_once()
    {
        var index = Index(["x/a", "y/b"]);

        Parallel.For(0, 2000, at =>
        {
            if (at % 2 == 0)
                index.Add(On(at, "x/a", "y/b", $"z/{at}"));
            else
                Assert.Equal("y/b", index.Related(Path("x/a"), Now, 1)[0].Path.ToString());
        });

        Assert.Equal((1001, 1001), (index.Commits, index.Changes(Path("x/a"))));
    }

    private static IEnumerable<string> Partners(CoChangeIndex index, string file, int most = 10) =>
        index.Related(Path(file), Now, most).Select(related => $"{related.Path} {related.Together} of {related.Changes}");
}
