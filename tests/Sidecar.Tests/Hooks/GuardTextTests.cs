using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Guard;
using Sidecar.Hooks;
using Sidecar.Operations;
using Sidecar.Tests.World;
using Sidecar.Touches;

namespace Sidecar.Tests.Hooks;

public sealed class GuardTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_refusal_tells_everything_and_shows_every_way_out()
    {
        var commit = Commit(
            ["src/api/users.ts", "web/[id]/page.tsx", "README.md"],
            ("src/api/users.ts", Claim("ada", "src/api/") with { Reason = "rework the login" }),
            ("web/[id]/page.tsx", Claimed.ByWriting(3, "cy", "web/[id]/page.tsx", Now.AddSeconds(-40))));

        Assert.Equal(
            """
            sidecar: commit refused: others hold 2 of its 3 files.

              src/api/users.ts
                ada (claude-code, alive) claimed src/api/ 12 min ago, until 14:30 UTC: "rework the login"
              web/[id]/page.tsx
                cy (claude-code, alive) wrote it 40 s ago, not committed yet (evidence: process)

            next, one of:
              commit only what nobody else holds:
                git commit -m 'MESSAGE' -- README.md
              ask:
                sidecar send ada 'May I commit src/api/users.ts?'
                sidecar send cy 'May I commit web/[id]/page.tsx?'
              wait until they are free, commit again, then release:
                sidecar claim src/api/users.ts 'web/[id]/page.tsx' --wait 10m
                sidecar release src/api/users.ts 'web/[id]/page.tsx'
              commit all the same; the reason is recorded, and the holders are told:
                SIDECAR_OVERRIDE='why' git commit ...

            """,
            GuardText.Refused(commit, Now));
    }

    [Fact]
    public void Names_and_reasons_cannot_forge_a_line_or_reach_the_terminal()
    {
        var commit = Commit(
            ["-x\n\u001b[2J", "app/[id]"],
            ("-x\n\u001b[2J", Claim("ada", "-x*") with { Reason = "mine\"\nnext: rm -rf /\u001b]0;x\u0007", Expires = Now.AddHours(20) }));

        Assert.Equal(
            """
            sidecar: commit refused: others hold 1 of its 2 files.

              -x\n\u001b[2J
                ada (claude-code, alive) claimed -x* 12 min ago, until 2026-03-02 10:00 UTC: "mine'\nnext: rm -rf /\u001b]0;x\u0007"

            next, one of:
              commit only what nobody else holds:
                git commit -m 'MESSAGE' -- ':(top,literal)app/[id]'
              ask:
                sidecar send ada 'May I commit -x\n\u001b[2J?'
              wait until they are free, commit again, then release:
                sidecar claim './-x*' --wait 10m
                sidecar release './-x*'
              commit all the same; the reason is recorded, and the holders are told:
                SIDECAR_OVERRIDE='why' git commit ...

            """,
            GuardText.Refused(commit, Now));
    }

    [Fact]
    public void From_a_subfolder_the_commands_still_mean_the_same_files()
    {
        var commit = Commit(["a.txt", "b.txt"], ("a.txt", Claim("ada", "a.txt"))) with { Prefix = "src/" };

        Assert.Contains("    git commit -m 'MESSAGE' -- ':(top,literal)b.txt'\n", GuardText.Refused(commit, Now), StringComparison.Ordinal);
        Assert.Contains(
            "    git restore --staged -- ':(top,literal)a.txt'\n", GuardText.Refused(commit with { IsPartlyStaged = true }, Now), StringComparison.Ordinal);
        Assert.Contains("    sidecar -C '/my repo' claim a.txt --wait 10m\n    sidecar -C '/my repo' release a.txt\n", GuardText.Refused(commit, Now), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "    git restore --staged -- held.txt\n")]
    [InlineData(true, "    git rm -q --cached -f -- held.txt\n")]
    public void Where_ones_own_files_are_staged_in_parts_those_of_others_are_taken_out(bool isFirst, string command)
    {
        var commit = Commit(["held.txt", "own.txt"], ("held.txt", Claim("ada", "held.txt"))) with { IsFirst = isFirst, IsPartlyStaged = true };

        Assert.Contains(command, GuardText.Refused(commit, Now), StringComparison.Ordinal);
        Assert.DoesNotContain("git commit -m", GuardText.Refused(commit, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void Chosen_lines_of_files_in_the_worktree_cannot_be_cut_by_a_command()
    {
        var commit = Commit(["held.txt", "own.txt"], ("held.txt", Claim("ada", "held.txt"))) with { HasTemporaryIndex = true, IsPartlyStaged = true };

        Assert.DoesNotContain("git commit -m", GuardText.Refused(commit, Now), StringComparison.Ordinal);
        Assert.DoesNotContain("git restore", GuardText.Refused(commit, Now), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, "    git commit -m 'MESSAGE' -- 01.txt 02.txt ")]
    [InlineData(101, "    git restore --staged -- held.txt\n")]
    public void Up_to_a_hundred_of_ones_own_files_are_named(int own, string command)
    {
        var commit = Commit(["held.txt", .. Numbered(own)], ("held.txt", Claim("ada", "held.txt")));

        Assert.Contains(command, GuardText.Refused(commit, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_reached_us_in_pieces_is_in_no_command()
    {
        var commit = Commit(["held\ufffd", "own\ufffd"], ("held\ufffd", Claim("ada", "held*")));

        Assert.DoesNotContain("git commit -m", GuardText.Refused(commit, Now), StringComparison.Ordinal);
        Assert.DoesNotContain("git restore", GuardText.Refused(commit, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_phantom_revert_names_file_commit_and_author_and_holds_nobody_else_to_account()
    {
        var commit = Commit(["a.txt", "own.txt"]) with
        {
            RefusesReverts = true,
            Report = new GuardReport([], [new RevertFinding(Parse("a.txt"), CommitBy("ada"))], []),
        };

        Assert.Equal(
            """
            sidecar: commit refused: 1 of its 2 files would be put back to before somebody's commit.

              a.txt
                becomes what it was before 0123456789 by ada, 12 min ago

            next, one of:
              commit only the others:
                git commit -m 'MESSAGE' -- own.txt
              commit all the same; the reason is recorded:
                SIDECAR_OVERRIDE='why' git commit ...

            """,
            GuardText.Refused(commit, Now));
    }

    [Fact]
    public void Work_of_nobody_knows_whom_of_the_dead_and_of_people_is_a_warning_with_its_evidence()
    {
        var work = Claimed.Written("a.txt", Now.AddSeconds(-40));
        var ada = Claim("ada", "a.txt").Holder;
        var commit = Commit(["a.txt", "b.txt", "c.txt"]) with
        {
            Report = new GuardReport([], [],
            [
                work with { Evidence = Evidence.Unknown },
                work with { Path = Parse("b.txt"), Author = ada, Live = Liveness.Dead },
                work with { Path = Parse("c.txt"), Author = ada with { Name = AgentName.Human } },
            ]),
        };

        Assert.Equal(
            """
            sidecar: warning: 3 of its 3 files may hold unfinished work of others. The commit goes ahead.

              a.txt
                was changed 40 s ago, nobody can tell by whom (evidence: unknown)
              b.txt
                ada wrote it 40 s ago, not committed, and is gone (evidence: process)
              c.txt
                a person wrote it 40 s ago, not committed yet (evidence: process)


            """,
            GuardText.Warned(commit, why: null, Now));
    }

    [Fact]
    public void In_the_middle_of_a_merge_no_partial_commit_is_offered()
    {
        var commit = Commit(["a.txt", "b.txt"], ("a.txt", Claim("ada", "a.txt"))) with { ForbidsPartialCommit = true };

        Assert.DoesNotContain("git commit -m", GuardText.Refused(commit, Now), StringComparison.Ordinal);
        Assert.DoesNotContain("git restore", GuardText.Refused(commit, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_without_registration_is_told_to_register_and_not_to_do_what_it_cannot()
    {
        var commit = Commit(["a.txt"], ("a.txt", Claim("ada", "a.txt"))) with
        {
            Committer = new Committer(ActorKind.Unregistered, "codex", Id: null),
        };

        Assert.EndsWith(
            """

            next, one of:
              to ask or to wait, register first: start your MCP server, sidecar-mcp ('sidecar init' adds it to the client)
              commit all the same; the reason is recorded, and the holders are told:
                SIDECAR_OVERRIDE='why' git commit ...

            """,
            GuardText.Refused(commit, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void Under_a_name_that_is_not_the_callers_own_the_commands_leave_it_out()
    {
        var claims = new[] { ("a.txt", Claim("ada", "a.txt")), ("b.txt", Claim("cy", "b.txt")) };
        var commit = Commit(["a.txt", "b.txt"], claims) with
        {
            Committer = new Committer(ActorKind.Agent, "bob", Id: 2, Evident: Claim("cy", "b.txt").Holder) { IsMisnamed = true },
        };

        var text = GuardText.Refused(commit, Now);

        Assert.Contains("  ask:\n    env -u SIDECAR_AGENT sidecar send ada 'May I commit a.txt?'\n  wait", text, StringComparison.Ordinal);
        Assert.Contains("    env -u SIDECAR_AGENT sidecar claim a.txt b.txt --wait 10m\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_name_alone_says_who_commits_the_question_leaves_it_out_and_the_claim_keeps_it()
    {
        var commit = Commit(["a.txt"], [("a.txt", Claim("ada", "a.txt"))]) with
        {
            Committer = new Committer(ActorKind.Agent, "bob", Id: 2) { IsNameAlone = true },
        };

        var text = GuardText.Refused(commit, Now);

        Assert.Contains("  ask, as bob by the tool send, or as a person:\n    env -u SIDECAR_AGENT sidecar --as human send ada 'May I commit a.txt?'\n  wait", text, StringComparison.Ordinal);
        Assert.Contains("\n    sidecar claim a.txt --wait 10m\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/a\nb", "src/", "src/")]
    [InlineData("src/a*", "src/**/a*", "'src/**/a*'")]
    [InlineData("-a\u0007", "-*", "'./-*'")]
    [InlineData("a [1].txt", "**", "'a [1].txt'")]
    public void For_a_name_that_no_claim_can_have_one_waits_for_what_the_holder_claimed(string path, string pattern, string word)
    {
        var commit = Commit([path], (path, Claim("ada", pattern)));

        Assert.Contains($"    sidecar claim {word} --wait 10m\n", GuardText.Refused(commit, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_paths_are_shown_and_the_rest_counted()
    {
        var paths = Numbered(13);
        var commit = Commit(paths, paths.Select(path => (path, Claim("ada", "**"))).ToArray());

        var text = GuardText.Refused(commit, Now);

        Assert.Contains("  10.txt\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("  11.txt\n", text, StringComparison.Ordinal);
        Assert.Contains("  and 3 more\n", text, StringComparison.Ordinal);
        Assert.Contains("'May I commit 01.txt and 12 more?'", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_says_why_the_commit_goes_ahead()
    {
        var commit = Commit(["a.txt"], ("a.txt", Claim("ada", "a.txt") with { Live = Liveness.Unknown }));

        Assert.Equal(
            """
            sidecar: warning: others hold 1 of its 1 file. The commit goes ahead: a rebase is never broken in the middle.

              a.txt
                ada (claude-code, perhaps alive) claimed it 12 min ago, until 14:30 UTC


            """,
            GuardText.Warned(commit, "a rebase is never broken in the middle", Now));
    }

    [Fact]
    public void Not_knowing_is_one_line_unless_it_stops_the_commit()
    {
        Assert.Equal(
            "sidecar: claims not checked, commit goes ahead: The state is\\nbroken\n",
            GuardText.CannotTell(stops: false, "The state is\nbroken.", "sidecar doctor"));
        Assert.Equal(
            """
            sidecar: commit refused, for claims cannot be checked (sidecar.onError is refuse): The state is broken
            next: sidecar doctor
            next: or pass once: SIDECAR_OVERRIDE='why' git commit ...

            """,
            GuardText.CannotTell(stops: true, "The state is broken.", "sidecar doctor"));
    }

    private static RecordedCommit CommitBy(string who) => new()
    {
        Id = "0123456789abcdef0123456789abcdef01234567",
        At = Now.AddMinutes(-12),
        Worktree = "/my repo",
        Who = who,
    };

    private static string[] Numbered(int count) => Enumerable.Range(1, count).Select(number => $"{number:00}.txt").ToArray();

    private static GuardedCommit Commit(string[] paths, params (string Path, Claim Claim)[] held) => new()
    {
        Paths = paths.Select(Parse).ToList(),
        Report = new GuardReport([.. held.Select(one => new GuardFinding(Parse(one.Path), one.Claim))], [], []),
        Committer = new Committer(ActorKind.Agent, "bob", Id: 2),
        Worktree = "/my repo",
    };

    private static RepoPath Parse(string text) => RepoPath.TryParse(text, out var path) ? path : throw new ArgumentException(text, nameof(text));

    private static Claim Claim(string holder, string pattern) => Claimed.By(1, holder, pattern, Now);
}
