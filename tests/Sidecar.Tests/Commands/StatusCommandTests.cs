using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Messages;
using Sidecar.Operations;
using Sidecar.Tests.World;
using Sidecar.Touches;

namespace Sidecar.Tests.Commands;

public sealed class StatusCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Fact]
    public void An_empty_repository_says_what_to_do() => Golden.Match(_room.Run("status").Output);

    [Fact]
    public async Task A_busy_repository_in_80_columns() => Golden.Match(await BusyAsync(columns: 80));

    [Fact]
    public async Task A_busy_repository_in_120_columns() => Golden.Match(await BusyAsync(columns: 120));

    [Fact]
    public async Task A_busy_repository_in_a_pipe() => Golden.Match(await BusyAsync(columns: null));

    [Fact]
    public async Task A_busy_repository_for_a_program() => Golden.Match(await BusyAsync(columns: null, "--json"));

    [Fact]
    public void A_pipe_gets_no_colours()
    {
        _room.Claim(_room.Join("ada"), "a.cs", "\u001b[31mred");

        Assert.DoesNotContain('\u001b', _room.Run("status").Output);
    }

    [Fact]
    public void A_terminal_gets_colours_unless_they_are_not_wanted()
    {
        _room.Claim(_room.Join("ada"), "a.cs");
        _room.Columns = 80;

        Assert.Contains('\u001b', _room.Run("status").Output);
        _room.Environment["NO_COLOR"] = "1";
        Assert.DoesNotContain('\u001b', _room.Run("status").Output);
    }

    [Fact]
    public void A_hook_of_somebody_else_is_no_guard()
    {
        Directory.CreateDirectory(Path.Combine(_room.Top, ".git", "hooks"));
        File.WriteAllText(Path.Combine(_room.Top, ".git", "hooks", "pre-commit"), "#!/bin/sh\n");

        Assert.Contains("COMMIT GUARD: NOT WORKING. $TOP/.git/hooks/pre-commit does not call Sidecar.", _room.Run("status").Output);
    }

    [Fact]
    public void A_setting_that_is_not_understood_is_told()
    {
        File.WriteAllText(Path.Combine(_room.Top, ".sidecar"), "[sidecar]\n\thumans = of\n");

        Assert.Contains(
            "\nSettings: sidecar.humans in .sidecar is 'of'; it can be refuse, warn or off.\n", _room.Run("status").Output);
        Assert.Contains("\"problems\":[\"sidecar.humans in .sidecar is ", _room.Run("status", "--json").Output);
    }

    [Fact]
    public void What_is_being_written_in_80_columns() => Golden.Match(Written(columns: 80));

    [Fact]
    public void What_is_being_written_in_120_columns() => Golden.Match(Written(columns: 120));

    [Fact]
    public void What_is_being_written_for_a_program() => Golden.Match(Written(columns: null, "--json"));

    [Fact]
    public void What_merging_would_bring_in_80_columns() => Golden.Match(Merging(columns: 80));

    [Fact]
    public void What_merging_would_bring_for_a_program() => Golden.Match(Merging(columns: null, "--json"));

    public void Dispose() => _room.Dispose();

    /// <summary>Three worktrees: this one and bob's would conflict, and of this one and cyd's nobody can tell.</summary>
    private string Merging(int? columns, params string[] options)
    {
        var (bobs, cyds) = (Path.Combine(_room.Outside, "repo-bob"), Path.Combine(_room.Outside, "repo-cyd"));
        _room.Join("ada");
        _room.Join("bob", worktree: bobs);
        _room.Join("cyd", worktree: cyds);
        _room.Watch();
        var forecast = Foreseen.Forecast(
            _room.Time.GetUtcNow(), Foreseen.Conflict("logo.png", "", ""), Foreseen.Conflict("src/Web/Form.cs", "10-14,30-30", "12-11"),
            Foreseen.Clean("src/Web/Login.cs"));
        _room.State.Forecasts.Replace(forecast with { Worktree = _room.Top, Other = bobs });
        _room.State.Forecasts.Replace(Foreseen.CannotTell(_room.Time.GetUtcNow(), "a rebase is under way in " + cyds) with { Worktree = _room.Top, Other = cyds });
        _room.Columns = columns;
        _room.Environment["NO_COLOR"] = "1";

        return _room.Run(["status", .. options]).Output;
    }

    /// <summary>Two agents at work, one dead that nobody cleaned up, one gone, one waiting, unread messages.</summary>
    private async Task<string> BusyAsync(int? columns, params string[] options)
    {
        var ada = _room.Join("ada", client: "claude-code");
        var bob = _room.Join("bob", client: "codex-mcp-client", worktree: Path.Combine(_room.Outside, "repo-bob"));
        var cyd = _room.Join("cyd", client: "cursor-vscode");
        var dora = _room.Join("dora", client: "gemini-cli");
        _room.State.Agents.Describe(ada, name: null, role: "login", summary: "reworks the login form and its tests", modules: null);
        _room.Claim(ada, "src/Web/Login/**", "rework the login form");
        _room.Claim(cyd, "docs/", "write the manual", ClaimMode.Shared);
        _room.Claim(dora, "src/Api/Orders.cs", "orders");
        _room.Time.Advance(TimeSpan.FromMinutes(4));
        _room.State.Agents.Leave(dora, "its client process 1003 is gone");
        _room.State.Messages.Send(bob, new Draft("human", "May I?"), TalkLimits.Usual);
        _room.Kill(cyd);
        using var over = new CancellationTokenSource();
        var waiting = WaitAsync(bob, "src/Web/Login/Form.cs", over.Token);
        _room.Columns = columns;
        _room.Environment["NO_COLOR"] = "1";

        var result = _room.Run(["status", .. options]);

        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, result.Code);
        return result.Output;
    }

    /// <summary>
    /// Agents who meet, in one worktree and across two; one who writes what another claims; work of nobody knows whom, of one
    /// who is gone, and released work; and a reset that took some of it.
    /// </summary>
    private string Written(int? columns, params string[] options)
    {
        var other = Path.Combine(_room.Outside, "repo-bob");
        var (ada, bob, cyd) = (_room.Join("ada"), _room.Join("bob", worktree: other), _room.Join("cyd"));
        var dora = _room.Join("dora");
        _room.Watch();
        _room.Claim(cyd, "docs/", "the manual");
        _room.Write(ada, "lost.cs");
        Reset(cyd);
        _room.Time.Advance(TimeSpan.FromMinutes(4));
        foreach (var path in (string[])["docs/guide.md", "src/Web/1.cs", "src/Web/2.cs", "src/Web/3.cs", "src/Web/4.cs", "src/Web/Form.cs"])
            _room.Write(ada, path);
        _room.Write(bob, "src/Web/Form.cs", Evidence.Worktree, worktree: other);
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        _room.Write(cyd, "src/Web/Form.cs", Evidence.Claim);
        _room.Write(cyd, "draft.txt", Evidence.Sole);
        _room.State.Claims.Release(cyd, [ClaimPattern.Parse("draft.txt", _room.Top)]);
        _room.Write(null, "README.md");
        _room.Write(dora, "orders.cs", kind: TouchKind.Deleted);
        _room.Kill(dora);
        _room.Columns = columns;
        _room.Environment["NO_COLOR"] = "1";

        return _room.Run(["status", .. options]).Output;
    }

    private void Reset(AgentKey who) => _room.State.Operations.Record(
        new Operation
        {
            At = _room.Time.GetUtcNow(),
            Worktree = _room.Top,
            Who = _room.State.Agents.Get(who).Name.ToString(),
            AgentId = who.Id,
            Command = "reset --hard",
            Files = 1,
        },
        [.. _room.State.Work.Open().Select(work => new Overwritten(work, Left: null))]);

    private Task<ClaimAnswer> WaitAsync(AgentKey agent, string path, CancellationToken cancellationToken) =>
        _room.State.Claims.ClaimAsync(
            agent,
            new ClaimRequest([ClaimPattern.Parse(path, _room.Top)], ClaimMode.Exclusive, "the button", TimeSpan.FromMinutes(30)),
            TimeSpan.FromMinutes(10), ignoreCase: false, cancellationToken);
}
