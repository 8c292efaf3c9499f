using Sidecar.Tests.Agents.Processes;
using Sidecar.Tests.LibGit2;

namespace Sidecar.Tests.Forecasting;

/// <summary>What merging two worktrees would bring, by each engine: they must agree.</summary>
public sealed class TrialMergeTests
{
    public static TheoryData<string> Engines() => Library.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_same_lines_conflict_before_anybody_commits(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (3, "three"), (4, "four"), (9, "nine")));
        worktrees.WriteOther("nine.txt", "zero\n" + TwoWorktrees.Lines(9, (4, "FOUR")));

        Assert.Equal(["conflict nine.txt: 3-4 | 5"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Different_places_of_one_file_merge(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (2, "two")));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (8, "eight")));

        Assert.Equal(["clean nine.txt: 2 | 8"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Lines_side_by_side_conflict(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (4, "four")));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (5, "five")));

        Assert.Equal(["conflict nine.txt: 4 | 5"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_both_did_alike_is_nothing(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (4, "four"))).Write("new.txt", "new\n");
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (4, "four")));
        worktrees.WriteOther("new.txt", "new\n");

        Assert.Empty(worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_both_did_alike_in_one_place_is_not_named_where_another_conflicts(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (2, "two"), (7, "seven")));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (2, "two"), (7, "SEVEN")));

        Assert.Equal(["conflict nine.txt: 7 | 7"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Lines_taken_away_on_one_side_have_a_place_and_no_lines(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9).Replace("line 4\nline 5\n", "", StringComparison.Ordinal));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (5, "five")));

        Assert.Equal(["conflict nine.txt: before 4 | 5"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_that_one_changes_and_the_other_deletes_conflicts(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        File.Delete(worktrees.Main.Path_("nine.txt"));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (5, "five")));

        Assert.Equal(["conflict nine.txt:  | 5"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_that_one_renames_and_the_other_changes_elsewhere_merges(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Git("mv", "nine.txt", "renamed.txt");
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (5, "five")));

        Assert.Equal(["clean nine.txt:  | 5"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_that_one_renames_and_both_change_conflicts_under_both_names(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Git("mv", "nine.txt", "renamed.txt");
        worktrees.Main.Write("renamed.txt", TwoWorktrees.Lines(9, (5, "FIVE")));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (5, "five")));

        Assert.Equal(["conflict nine.txt: 5 | 5", "conflict renamed.txt: 5 | 5"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_that_both_add_conflicts_where_it_differs(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("new.txt", "one\ntwo\nthree\n");
        worktrees.WriteOther("new.txt", "one\n2\n2a\nthree\n");

        Assert.Equal(["conflict new.txt: 2 | 2-3"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_is_no_text_conflicts_without_lines(string engine)
    {
        using var worktrees = new TwoWorktrees(engine, ("logo.png", "\0one"));
        worktrees.Main.Write("logo.png", "\0two");
        worktrees.WriteOther("logo.png", "\0three");

        Assert.Equal(["conflict logo.png:  | "], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Commits_of_both_count_and_what_lies_uncommitted_on_top(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (1, "one"))).Git("commit", "-qam", "one");
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (1, "one"), (9, "nine")));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (9, "NINE")));
        worktrees.GitOther("commit", "-qam", "nine");
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (1, "ONE"), (9, "NINE")));

        Assert.Equal(["conflict nine.txt: 1, 9 | 1, 9"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_is_staged_counts_as_what_is_not(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (4, "four"))).Write("staged.txt", "a\n").Git("add", "-A");
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (4, "FOUR")));
        worktrees.WriteOther("staged.txt", "b\n");

        Assert.Equal(["conflict nine.txt: 4 | 4", "conflict staged.txt: 1 | 1"], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void One_who_is_behind_conflicts_with_nothing(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("nine.txt", "other\n").Git("commit", "-qam", "ahead");
        worktrees.Main.Write("nine.txt", "another\n");

        Assert.Empty(worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_in_place_of_a_folder_conflicts(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("x", "a file\n");
        worktrees.WriteOther("x/y.txt", "in a folder\n");

        Assert.Equal(["conflict x:  | "], worktrees.Foreseen());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_link_against_a_file_conflicts_without_lines(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        File.Delete(worktrees.Main.Path_("nine.txt"));
        File.CreateSymbolicLink(worktrees.Main.Path_("nine.txt"), "elsewhere");
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (4, "four")));

        Assert.Contains(worktrees.Foreseen(), said => said.StartsWith("conflict nine.txt:  | ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Names_that_differ_by_case_alone_conflict_where_case_is_ignored(string engine)
    {
        using var worktrees = new TwoWorktrees(engine);
        worktrees.Main.Write("Readme.md", "a\n");
        worktrees.WriteOther("README.md", "b\n");

        Assert.Empty(worktrees.Foreseen());
        Assert.Equal(["conflict Readme.md:  | "], worktrees.Foreseen(ignoreCase: true));
    }

    [Theory]
    [InlineData("with space.txt")]
    [InlineData("new\nline.txt")]
    [InlineData("\"quoted\" and 'so'.txt")]
    [InlineData("-leading.txt")]
    [InlineData("ä/ö 😀.txt")]
    [InlineData("tab\tand [brackets] *.txt")]
    public void Any_name_of_a_file_will_do(string name)
    {
        using var worktrees = new TwoWorktrees();
        worktrees.Main.Write(name, "a\n");
        worktrees.WriteOther(name, "b\n");

        Assert.Equal([$"conflict {name}: 1 | 1"], worktrees.Foreseen());
    }

    [Fact]
    public void An_attribute_says_how_a_file_is_merged()
    {
        using var worktrees = new TwoWorktrees(
            "libgit2", (".gitattributes", "log.md merge=union\nlock.json -merge\n"), ("log.md", "1\n"), ("lock.json", TwoWorktrees.Lines(9)));
        worktrees.Main.Write("log.md", "1\n2\n").Write("lock.json", TwoWorktrees.Lines(9, (1, "one")));
        worktrees.WriteOther("log.md", "1\n3\n");
        worktrees.WriteOther("lock.json", TwoWorktrees.Lines(9, (9, "nine")));

        Assert.Equal(["conflict lock.json: 1 | 9", "clean log.md: 2 | 2"], worktrees.Foreseen());
    }

    [Fact]
    public void A_program_for_merges_is_never_started()
    {
        using var worktrees = new TwoWorktrees("libgit2", (".gitattributes", "nine.txt merge=mine\n"));
        var mark = Path.Combine(worktrees.Main.Folder, "started");
        worktrees.Main.Git("config", "merge.mine.driver", $"touch '{mark}'");
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (4, "four")));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (4, "FOUR")));

        Assert.Equal(["conflict nine.txt: 4 | 4"], worktrees.Foreseen());
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public void A_merge_that_needs_a_program_leaves_no_trace_in_the_worktree()
    {
        using var worktrees = new TwoWorktrees("libgit2", (".gitattributes", "nine.txt merge=mine\n"));
        worktrees.Main.Git("config", "merge.mine.driver", "false");
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (4, "four")));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (8, "eight")));
        var long_ago = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Directory.SetLastWriteTimeUtc(worktrees.Main.Top, long_ago);
        Directory.SetLastWriteTimeUtc(worktrees.Other, long_ago);

        Assert.Equal(["clean nine.txt: 4 | 8"], worktrees.Foreseen());

        Assert.Equal(long_ago, Directory.GetLastWriteTimeUtc(worktrees.Main.Top));
        Assert.Equal(long_ago, Directory.GetLastWriteTimeUtc(worktrees.Other));
    }

    [Theory]
    [InlineData("a [b] *?.md")]
    [InlineData("\\back\\slash\".md")]
    [InlineData("new\nline.md")]
    [InlineData("!ä .md")]
    [InlineData("folder/-x.md")]
    public void An_attribute_holds_for_any_name(string name)
    {
        using var worktrees = new TwoWorktrees("libgit2", (".gitattributes", "*.md merge=union\n"), (name, "1\n"), ("a b ab.md", "1\n"));
        worktrees.Main.Write(name, "1\n2\n");
        worktrees.WriteOther(name, "1\n3\n");

        Assert.Equal([$"clean {name}: 2 | 2"], worktrees.Foreseen());
    }

    [Fact]
    public void Another_usual_format_of_repositories_does_not_matter()
    {
        using var worktrees = new TwoWorktrees();
        worktrees.Main.Environment["GIT_DEFAULT_HASH"] = "sha256";
        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (4, "four")));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (4, "FOUR")));

        Assert.Equal(["conflict nine.txt: 4 | 4"], worktrees.Foreseen());
    }

    [LinuxFact]
    public void Names_that_are_no_text_are_told_and_cost_the_others_nothing()
    {
        using var worktrees = new TwoWorktrees();
        foreach (var worktree in new[] { worktrees.Main.Top, worktrees.Other })
        {
            var script = $"for name in $(printf 'a\\376 a\\377'); do printf '{worktree.Length}' > \"$name\"; done; git add -A; git commit -qm odd";
            Assert.Equal(0, worktrees.Main.Run("sh", ["-c", script], worktree).Code);
        }

        worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (4, "four")));
        worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (4, "FOUR")));

        var (files, left) = worktrees.Merge();

        // Their names are nothing that this runtime could remove.
        foreach (var worktree in new[] { worktrees.Main.Top, worktrees.Other })
            worktrees.Main.Run("sh", ["-c", "rm a*"], worktree);
        Assert.Equal(["conflict nine.txt: 4 | 4"], files.Select(TwoWorktrees.Said));
        Assert.Equal("Not tried: files whose names are no UTF-8.", left);
    }

    [Fact]
    public void A_renamed_folder_is_followed_as_git_follows_it()
    {
        using var worktrees = new TwoWorktrees("libgit2", ("old/a.txt", TwoWorktrees.Lines(9)), ("old/b.txt", TwoWorktrees.Lines(8)));
        worktrees.Main.Git("mv", "old", "new");
        worktrees.WriteOther("old/c.txt", "c\n");

        Assert.Equal(["conflict new/c.txt:  | "], worktrees.Foreseen());
    }

    [Fact]
    public void Of_very_many_files_a_few_are_told_those_that_conflict_first()
    {
        using var worktrees = new TwoWorktrees();
        foreach (var number in Enumerable.Range(0, 130))
        {
            worktrees.Main.Write($"f{number}", "a\n");
            worktrees.WriteOther($"f{number}", "b\n");
        }

        var (files, left) = worktrees.Merge();

        Assert.Equal((100, "30 more files that both changed."), (files.Count, left));
    }
}
