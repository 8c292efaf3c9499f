using Sidecar.Agents;
using Sidecar.Hooks;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Hooks;

public sealed class PreCommitTests : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly Crowd _crowd = new();

    public PreCommitTests()
    {
        _repository.Commit("a.txt", "b.txt").Write("a.txt", "new\n").Write("b.txt", "new\n").Git("add", "-A");
        _repository.Environment["SIDECAR_STATE"] = _crowd.Folder;
        _crowd.Agent("bob");
        As("bob");
    }

    [Fact]
    public void A_file_that_another_agent_claims_is_refused_and_the_refusal_recorded()
    {
        _crowd.Claim("ada", "a.txt");

        var (code, text) = Run();

        Assert.Equal(HookExit.Stop, code);
        Assert.StartsWith("sidecar: commit refused: others hold 1 of its 2 files.\n\n  a.txt\n    ada (", text, StringComparison.Ordinal);
        var refusal = Assert.Single(_crowd.State.Events.Recent(50), happening => happening.Kind == "commit.refused");
        Assert.Equal(("bob", "a.txt", "held by ada"), (refusal.Who, refusal.Subject, refusal.Detail));
    }

    [Fact]
    public void Ones_own_claim_passes()
    {
        _crowd.Claim("bob", "**/*.txt");

        Assert.Equal((HookExit.Proceed, ""), Run());
    }

    [Fact]
    public void A_claim_on_something_else_passes()
    {
        _crowd.Claim("ada", "src/");

        Assert.Equal((HookExit.Proceed, ""), Run());
    }

    [Fact]
    public void A_dead_holder_refuses_nobody()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Kill("ada");

        Assert.Equal((HookExit.Proceed, ""), Run());
    }

    [Fact]
    public void Where_nobody_else_holds_anything_git_is_not_asked()
    {
        _repository.Write(".git/index", "broken");

        Assert.Equal((HookExit.Proceed, ""), Run());
    }

    [Fact]
    public void Without_state_it_is_silent()
    {
        _repository.Environment["SIDECAR_STATE"] = _repository.Path_("none");

        Assert.Equal((HookExit.Proceed, ""), Run());
    }

    [Fact]
    public void Switched_off_it_is_silent()
    {
        _crowd.Claim("ada", "a.txt");
        _repository.Git("config", "sidecar.enabled", "false");

        Assert.Equal((HookExit.Proceed, ""), Run());
    }

    [Fact]
    public void A_human_is_refused_like_an_agent_and_has_claims_like_one()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.State.Claims.TryClaim(_crowd.Human, Crowd.Request(Sidecar.Claims.ClaimMode.Exclusive, "b.txt"));
        As(null);

        var (code, text) = Run();

        Assert.Equal(HookExit.Stop, code);
        Assert.Contains("others hold 1 of its 2 files", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_without_registration_is_refused_whatever_humans_may()
    {
        _crowd.Claim("ada", "a.txt");
        _repository.Git("config", "sidecar.humans", "off");
        As(null);
        _repository.Environment["CLAUDECODE"] = "1";

        Assert.Equal(HookExit.Stop, Run().Code);
    }

    [Fact]
    public void An_agent_without_registration_is_offered_nothing_that_would_be_refused()
    {
        _crowd.Claim("ada", "a.txt");
        As("nobody");

        var text = Run().Text;

        Assert.Contains("\nSIDECAR_AGENT is nobody, but no live agent has that name.\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  to ask or to wait, register first: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sidecar send", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sidecar claim", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_not_understood_is_told_with_a_refusal()
    {
        _crowd.Claim("ada", "a.txt");
        _repository.Git("config", "sidecar.humans", "of");

        Assert.Contains("\nsidecar.humans in git config is 'of'; it can be refuse, warn or off.\n", Run().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nobody_can_have_opens_no_door()
    {
        _crowd.Claim("ada", "a.txt");
        As("no name");

        var (code, text) = Run();

        Assert.Equal(HookExit.Stop, code);
        Assert.Contains("\nSIDECAR_AGENT is 'no name', which is no agent's name: human commits.\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    env -u SIDECAR_AGENT sidecar send ada ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_override_passes_is_recorded_and_told_to_the_holder()
    {
        _crowd.Claim("ada", "a.txt");
        _repository.Environment["SIDECAR_OVERRIDE"] = "the build is red";

        var (code, text) = Run();

        Assert.Equal(HookExit.Proceed, code);
        Assert.Equal(
            "sidecar: override by bob, the commit goes ahead although others hold 1 of its 2 files: \"the build is red\"; recorded, and told to ada\n",
            text);
        var happening = Assert.Single(_crowd.State.Events.Recent(50), happening => happening.Kind == "commit.overridden");
        Assert.Equal(("bob", "a.txt", "the build is red"), (happening.Who, happening.Subject, happening.Detail));
        var message = Assert.Single(_crowd.State.Messages.Log(new LogQuery(With: AgentName.Parse("ada"))));
        Assert.Equal(AgentName.System, message.From);
        Assert.Equal("bob commits a.txt, held by you, by an override: \"the build is red\"", message.Text);
    }

    [Fact]
    public void An_override_of_which_the_holder_cannot_be_told_is_not_recorded_as_told()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.State.Database.Write(db => db.Execute(
            "CREATE TRIGGER full BEFORE INSERT ON deliveries BEGIN SELECT RAISE(ABORT, 'no room'); END"));
        _repository.Environment["SIDECAR_OVERRIDE"] = "the build is red";

        var (code, text) = Run();

        Assert.Equal(HookExit.Proceed, code);
        Assert.Contains("it could be neither recorded nor told: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_crowd.State.Events.Recent(50), happening => happening.Kind == "commit.overridden");
    }

    [Fact]
    public void A_blank_override_does_not_count_and_it_says_so()
    {
        _crowd.Claim("ada", "a.txt");
        _repository.Environment["SIDECAR_OVERRIDE"] = "  ";

        var (code, text) = Run();

        Assert.Equal(HookExit.Stop, code);
        Assert.Contains("\nSIDECAR_OVERRIDE is blank and does not count: it needs a reason.\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warn", null, HookExit.Proceed, "sidecar: claims not checked, commit goes ahead: ")]
    [InlineData("refuse", null, HookExit.Stop, "sidecar: commit refused, for claims cannot be checked (sidecar.onError is refuse): ")]
    [InlineData("refuse", "why", HookExit.Proceed, "sidecar: claims not checked, commit goes ahead: ")]
    public void A_broken_state_is_said_aloud_and_stops_only_who_wants_it(string onError, string? reason, int expected, string start)
    {
        var broken = Directory.CreateDirectory(Path.Combine(_repository.Folder, "broken")).FullName;
        File.WriteAllText(Path.Combine(broken, "state.db"), new string('x', 8192));
        _repository.Environment["SIDECAR_STATE"] = broken;
        _repository.Git("config", "sidecar.onError", onError);
        if (reason is not null)
            _repository.Environment["SIDECAR_OVERRIDE"] = reason;

        var (code, text) = Run();

        Assert.Equal(expected, code);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Equal(expected == HookExit.Proceed ? 1 : 3, text.Count(c => c == '\n'));
    }

    [Fact]
    public void A_git_that_fails_is_said_aloud()
    {
        _crowd.Claim("ada", "a.txt");
        _repository.Write(".git/index", "broken");

        var (code, text) = Run();

        Assert.Equal(HookExit.Proceed, code);
        Assert.StartsWith("sidecar: claims not checked, commit goes ahead: git could not list the files of this commit: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rebase_is_warned_and_goes_on()
    {
        _crowd.Claim("ada", "a.txt");
        Directory.CreateDirectory(_repository.Path_(".git/rebase-merge"));

        var (code, text) = Run();

        Assert.Equal(HookExit.Proceed, code);
        Assert.StartsWith("sidecar: warning: others hold 1 of its 2 files.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_hook_is_wrong_usage_and_not_a_refusal()
    {
        Assert.Equal(
            (HookExit.Usage, "sidecar: There is no hook 'post-lunch'.\nnext: sidecar-hook NAME, which is one of pre-commit, post-commit, "
                + "post-checkout, post-merge, post-rewrite, post-index-change; or sidecar-hook touched --path FILE [--path FILE ...]\n"),
            Run("post-lunch"));
        Assert.Equal(HookExit.Usage, HookProgram.Run([], Call(TextWriter.Null)));
    }

    public void Dispose()
    {
        _crowd.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public void Passing_anothers_claim_under_its_name_is_told_and_recorded()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Processes.Adopt(_crowd.Join("carol").Client);
        As("ada");

        var (code, text) = Run();

        Assert.Equal(HookExit.Proceed, code);
        Assert.Equal(
            "sidecar: SIDECAR_AGENT is ada, but this process seems to belong to carol. The commit goes ahead as ada's and is recorded.\n", text);
        Assert.Equal("carol", Assert.Single(_crowd.State.Events.Recent(50), happening => happening.Kind == "commit.borrowed-name").Who);
        Assert.Equal(1, _crowd.State.Inbox.Take(_crowd.Agent("ada"), default, limit: 0).Unread);
    }

    [Fact]
    public void Switched_off_it_says_nothing_of_a_borrowed_name_either()
    {
        _crowd.Claim("ada", "a.txt");
        _crowd.Processes.Adopt(_crowd.Join("carol").Client);
        As("ada");
        _repository.Git("config", "sidecar.enabled", "false");

        Assert.Equal((HookExit.Proceed, ""), Run());
        Assert.DoesNotContain(_crowd.State.Events.Recent(50), happening => happening.Kind == "commit.borrowed-name");
    }

    private void As(string? name)
    {
        if (name is null)
            _repository.Environment.Remove("SIDECAR_AGENT");
        else
            _repository.Environment["SIDECAR_AGENT"] = name;
    }

    private (int Code, string Text) Run(string hook = "pre-commit")
    {
        using var error = new StringWriter();
        return (HookProgram.Run([hook], Call(error)), error.ToString());
    }

    private HookCall Call(TextWriter error) =>
        new(_repository.Environment, _repository.Top, error, _crowd.Processes, Environment.ProcessId, _crowd.Time);
}
