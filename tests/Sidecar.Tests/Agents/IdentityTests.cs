using Sidecar.Agents;
using static Sidecar.Tests.Agents.AgentWorld;

namespace Sidecar.Tests.Agents;

public sealed class IdentityTests
{
    private const string Ada = "CLAUDE_CODE_SESSION_ID=ada";
    private const string Bob = "CODEX_THREAD_ID=bob";

    [Fact]
    public void The_name_given_comes_first_whatever_its_case()
    {
        var evidence = Evidence([Agent("ada", session: Ada)]) with { NameGiven = "ADA" };

        var who = Identity.Resolve(evidence);

        Assert.Equal((ActorKind.Agent, IdentitySource.Env, "ada", null), (who.Kind, who.Source, who.Name, who.Contradicts));
    }

    [Fact]
    public void A_name_that_nobody_has_is_an_unregistered_agent()
    {
        var who = Identity.Resolve(Evidence([Agent("ada")]) with { NameGiven = "eve" });

        Assert.Equal(new Identity(ActorKind.Unregistered, IdentitySource.Env, null, "eve"), who);
    }

    [Theory]
    [InlineData("")]
    [InlineData("all")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    public void A_name_that_no_agent_can_have_is_wrong_usage(string name)
    {
        var problem = Assert.Throws<SidecarException>(() => Identity.Resolve(Evidence([]) with { NameGiven = name }));

        Assert.Equal(ProblemKind.Usage, problem.Kind);
    }

    [Theory]
    [InlineData("", ActorKind.Human, null)]
    [InlineData(Ada, ActorKind.Human, "ada")]
    [InlineData("CURSOR_AGENT=1", ActorKind.Unregistered, null)]
    public void Whoever_says_so_is_a_person_unless_an_agent_started_it(string environment, ActorKind kind, string? contradicts)
    {
        var evidence = Evidence([Agent("ada", session: Ada)], environment) with { NameGiven = "Human", IsLinkedWorktree = true };

        var who = Identity.Resolve(evidence);

        Assert.Equal((kind, contradicts), (who.Kind, who.Contradicts?.Name.ToString()));
    }

    [Theory]
    [InlineData("ada", true, true)]
    [InlineData("ada", false, false)]
    [InlineData("bob", true, false)]
    public void A_name_given_is_borne_out_by_the_worktree_that_the_agent_alone_lives_in(string name, bool isLinked, bool isBorneOut)
    {
        var process = new ProcessRef(7, 7);
        var live = new[] { Agent("ada") with { ClientProcess = process }, Agent("bob") with { ClientProcess = process, Worktree = "/elsewhere" } };

        var who = Identity.Resolve(Evidence(live) with { NameGiven = name, IsLinkedWorktree = isLinked });

        Assert.Equal(isBorneOut, who.IsBorneOut);
    }

    [Fact]
    public void The_name_that_an_agent_was_given_means_it_still_after_it_took_another()
    {
        var renamed = Agent("ada9") with { AskedName = AgentName.Parse("ada") };

        Assert.Equal("ada9", Identity.Resolve(Evidence([renamed]) with { NameGiven = "ada" }).Agent?.Name.ToString());
        Assert.Equal("ada", Identity.Resolve(Evidence([renamed, Agent("ada")]) with { NameGiven = "ada" }).Agent?.Name.ToString());
    }

    [Fact]
    public void Of_several_agents_of_one_kind_of_client_its_mark_and_the_name_given_tell_which()
    {
        var process = new ProcessRef(7, 7);
        Agent[] live = [Agent("ada", "cursor-vscode") with { ClientProcess = process }, Agent("bob", "cursor-vscode") with { ClientProcess = process }];

        Assert.False(Identity.Resolve(Evidence(live, "CURSOR_AGENT=1") with { NameGiven = "bob" }).IsNameAlone);
        Assert.True(Identity.Resolve(Evidence(live, "GEMINI_CLI=1") with { NameGiven = "bob" }).IsNameAlone);
    }

    [Fact]
    public void What_bears_an_agents_name_is_no_person_by_saying_so()
    {
        var who = Identity.Resolve(Evidence([Agent("ada")], "SIDECAR_AGENT=ada") with { NameGiven = "human" });

        Assert.Equal("ada", who.Contradicts?.Name.ToString());
    }

    [Fact]
    public void Of_the_agents_of_one_client_process_the_name_given_tells_which()
    {
        Agent[] live = [Agent("ada") with { ClientProcess = new(7, 7) }, Agent("bob") with { ClientProcess = new(7, 7) }];

        var who = Identity.Resolve(Evidence(live, "", 9, 7) with { NameGiven = "bob" });

        Assert.Equal(("bob", true, false), (who.Name, who.IsBorneOut, who.IsNameAlone));
    }

    [Theory]
    [InlineData("bob", Bob, null)]
    [InlineData("bob", Ada, "ada")]
    [InlineData("eve", Ada, "ada")]
    [InlineData("bob", "", null)]
    public void A_name_given_against_the_evidence_is_told(string given, string environment, string? contradicts)
    {
        Agent[] live = [Agent("ada", session: Ada), Agent("bob", "codex", Bob)];

        var who = Identity.Resolve(Evidence(live, environment) with { NameGiven = given });

        Assert.Equal(contradicts, who.Contradicts?.Name.ToString());
    }

    [Fact]
    public void A_name_given_is_not_contradicted_by_a_guess()
    {
        Agent[] live = [Agent("ada", session: Ada), Agent("bob", "codex", Bob), Agent("cy")];

        var who = Identity.Resolve(Evidence(live, $"{Ada} {Bob}") with { NameGiven = "cy" });

        Assert.Null(who.Contradicts);
    }

    [Fact]
    public void Of_two_sessions_that_were_given_one_name_each_is_found_by_what_it_is()
    {
        var ada = AgentName.Parse("ada");
        Agent[] live = [Agent("ada", session: Ada) with { AskedName = ada }, Agent("ada-2", "codex", Bob) with { AskedName = ada }];

        var first = Identity.Resolve(Evidence(live, Ada) with { NameGiven = "ada" });
        var second = Identity.Resolve(Evidence(live, Bob) with { NameGiven = "ada" });

        Assert.Equal(("ada", IdentitySource.Env, null), (first.Name, first.Source, first.Contradicts));
        Assert.Equal(("ada-2", IdentitySource.Session, null), (second.Name, second.Source, second.Contradicts));
    }

    [Theory]
    [InlineData("CURSOR_AGENT=1", ActorKind.Unregistered)]
    [InlineData("", ActorKind.Human)]
    public void Another_clients_mark_does_not_make_a_process_the_lone_agents(string environment, ActorKind expected)
    {
        var who = Identity.Resolve(Evidence([Agent("ada", "some-editor")], environment));

        Assert.Equal(expected, who.Kind);
    }

    [Fact]
    public void The_session_in_the_environment_tells_the_agent()
    {
        Agent[] live = [Agent("ada", session: Ada), Agent("bob", "codex", Bob)];

        AssertIs("bob", IdentitySource.Session, Evidence(live, Bob));
    }

    [Fact]
    public void Of_two_registrations_of_one_session_the_newer_counts()
    {
        Agent[] live = [Agent("new", session: Ada, pid: 7, joined: 2), Agent("old", session: Ada, pid: 7, joined: 1)];

        AssertIs("new", IdentitySource.Session, Evidence(live, Ada));
        AssertIs("new", IdentitySource.Lineage, Evidence(live, "", 8, 7));
    }

    [Theory]
    [InlineData("bob", 20, 10)]
    [InlineData("ada", 10, 20)]
    [InlineData("bob", 20)]
    [InlineData("ada", 10)]
    public void Of_two_sessions_the_one_with_the_nearer_client_counts(string expected, params int[] ancestors)
    {
        Agent[] live = [Agent("ada", session: Ada, pid: 10), Agent("bob", "codex", Bob, pid: 20)];

        AssertIs(expected, IdentitySource.Session, Evidence(live, $"{Ada} {Bob}", ancestors));
    }

    [Fact]
    public void Of_two_sessions_with_nothing_else_to_tell_them_apart_the_one_that_joined_last_counts()
    {
        Agent[] live = [Agent("ada", session: Ada, joined: 1), Agent("bob", "codex", Bob, joined: 2)];

        AssertIs("bob", IdentitySource.Session, Evidence(live, $"{Ada} {Bob}"));
    }

    [Fact]
    public void An_inner_agent_without_a_session_variable_is_not_taken_for_the_outer_one()
    {
        Agent[] live = [Agent("ada", session: Ada, pid: 10), Agent("gem", "gemini-cli", pid: 20)];

        AssertIs("gem", IdentitySource.Lineage, Evidence(live, Ada, 30, 20, 15, 10));
    }

    [Fact]
    public void An_outer_agent_does_not_take_over_the_session_of_the_inner_one()
    {
        Agent[] live = [Agent("ada", pid: 10), Agent("bob", "codex", Bob, pid: 20)];

        AssertIs("bob", IdentitySource.Session, Evidence(live, Bob, 30, 20, 15, 10));
    }

    [Fact]
    public void Agents_that_share_a_client_process_are_told_apart_by_their_sessions()
    {
        Agent[] live = [Agent("root", "codex", "CODEX_THREAD_ID=a", 20), Agent("sub", "codex", "CODEX_THREAD_ID=b", 20)];

        AssertIs("sub", IdentitySource.Session, Evidence(live, "CODEX_THREAD_ID=b", 30, 20));
    }

    [Theory]
    [InlineData(Here, IdentitySource.Session)]
    [InlineData("elsewhere", IdentitySource.None)]
    public void A_session_that_is_a_pid_counts_on_its_own_host_only(string host, IdentitySource expected)
    {
        var live = Agent("oc", "opencode", "OPENCODE_PID=20", host: host, worktree: "/other");

        Assert.Equal(expected, Identity.Resolve(Evidence([live], "OPENCODE_PID=20")).Source);
    }

    [Fact]
    public void The_nearest_ancestor_that_is_a_client_tells_the_agent()
    {
        Agent[] live = [Agent("ada", pid: 10), Agent("bob", pid: 20)];

        AssertIs("bob", IdentitySource.Lineage, Evidence(live, "", 30, 20, 10));
    }

    [Fact]
    public void An_ancestor_that_two_agents_share_is_passed_over()
    {
        Agent[] live = [Agent("ada", pid: 10), Agent("bob", pid: 20), Agent("cy", pid: 20)];

        AssertIs("ada", IdentitySource.Lineage, Evidence(live, "", 30, 20, 10));
    }

    [Fact]
    public void A_pid_of_another_host_or_of_an_earlier_process_is_no_ancestor()
    {
        var stranger = Agent("ada", pid: 10, host: "elsewhere");
        var earlier = Agent("bob") with { ClientProcess = new(10, 9) };

        var who = Identity.Resolve(Evidence([stranger, earlier], "", 10));

        Assert.Equal(ActorKind.Human, who.Kind);
    }

    [Theory]
    [InlineData(true, "", IdentitySource.Worktree)]
    [InlineData(true, "CLAUDECODE=1", IdentitySource.Worktree)]
    [InlineData(true, "GEMINI_CLI=1", IdentitySource.None)]
    [InlineData(false, "", IdentitySource.None)]
    [InlineData(false, "CLAUDECODE=1", IdentitySource.Worktree)]
    [InlineData(false, "CLAUDECODE=1 GEMINI_CLI=1", IdentitySource.Worktree)]
    [InlineData(false, "GEMINI_CLI=1", IdentitySource.None)]
    [InlineData(false, "CLAUDE_CODE_SESSION_ID=another", IdentitySource.None)]
    public void The_only_agent_of_a_worktree_is_taken_unless_something_speaks_against_it(
        bool isLinked, string environment, IdentitySource expected)
    {
        var evidence = Evidence([Agent("ada", session: Ada)], environment) with { IsLinkedWorktree = isLinked };

        Assert.Equal(expected, Identity.Resolve(evidence).Source);
    }

    [Fact]
    public void A_client_that_is_not_known_here_lives_alone_with_its_own_mark()
    {
        AssertIs("own", IdentitySource.Worktree, Evidence([Agent("own", "my-agent")], "AI_AGENT=my-agent_1-0"));
    }

    [Fact]
    public void A_worktree_of_two_agents_tells_nothing()
    {
        Agent[] live = [Agent("ada"), Agent("bob"), Agent("cy", worktree: "/other")];

        var who = Identity.Resolve(Evidence(live, "CLAUDECODE=1"));

        Assert.Equal(new Identity(ActorKind.Unregistered, IdentitySource.None, null, "claude-code"), who);
    }

    [Fact]
    public void Without_any_sign_of_an_agent_it_is_a_human()
    {
        var who = Identity.Resolve(Evidence([Agent("ada", pid: 10), Agent("bob", session: Bob)], "PATH=/bin", 5, 4));

        Assert.Equal(new Identity(ActorKind.Human, IdentitySource.None, null, "human"), who);
    }

    [Theory]
    [InlineData("codex", "claude")]
    [InlineData("claude", "codex")]
    public void An_unregistered_agent_inside_another_is_known_by_the_nearest_program(string inner, string outer)
    {
        ProcessEntry[] lineage = [new(new(9, 9), 8, inner), new(new(8, 8), 7, "bash"), new(new(7, 7), 1, outer)];

        var who = Identity.Resolve(Evidence([], "CLAUDECODE=1 CODEX_THREAD_ID=1") with { Lineage = lineage });

        Assert.StartsWith(inner, who.Name, StringComparison.Ordinal);
    }

    private static void AssertIs(string name, IdentitySource source, IdentityEvidence evidence)
    {
        var who = Identity.Resolve(evidence);

        Assert.Equal((ActorKind.Agent, source, name), (who.Kind, who.Source, who.Name));
        Assert.Equal(name, who.Agent?.Name.ToString());
    }
}
