using Sidecar.Claims;

namespace Sidecar.Tests.Commands;

public sealed class ClaimCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Fact]
    public void Paths_are_relative_to_the_current_directory()
    {
        _room.Directory = Directory.CreateDirectory(Path.Combine(_room.Top, "src")).FullName;

        _room.Run("claim", "a.cs", "../README.md");

        Assert.Equal(["README.md", "src/a.cs"], Held().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_directory_may_be_given_on_either_side_of_the_command()
    {
        Directory.CreateDirectory(Path.Combine(_room.Top, "src"));
        _room.Directory = _room.Outside;

        Assert.Equal(0, _room.Run("-C", Path.Combine(_room.Top, "src"), "claim", "a.cs").Code);
        Assert.Equal(0, _room.Run("claim", "b.cs", "-C", Path.Combine(_room.Top, "src")).Code);
        Assert.Equal(["src/a.cs", "src/b.cs"], Held());
    }

    [Theory]
    [InlineData("-dash")]
    [InlineData("--shared")]
    [InlineData("--json")]
    [InlineData("a b")]
    [InlineData("it's [x].tsx")]
    [InlineData("@file")]
    [InlineData("[suggest]")]
    [InlineData("claim")]
    [InlineData("true")]
    [InlineData("grün.cs")]
    public void Any_name_can_be_claimed_behind_two_dashes(string name)
    {
        var result = _room.Run("claim", "--shared", "--", name);

        Assert.Equal(0, result.Code);
        Assert.Equal(name, Assert.Single(Held()));
        Assert.Equal(ClaimMode.Shared, Assert.Single(_room.State.Claims.Active()).Mode);
    }

    [Fact]
    public void A_refusal_names_the_holder_and_the_ways_on()
    {
        _room.Claim(_room.Join("ada"), "src/login.cs", "rework the login form");
        _room.Time.Advance(TimeSpan.FromMinutes(3));

        var result = _room.Run("claim", "src/login.cs", "src/free.cs");

        Assert.Equal(1, result.Code);
        Golden.Match(result.Output);
    }

    [Fact]
    public void A_refusal_by_what_another_writes_says_so_beside_what_is_claimed()
    {
        var ada = _room.Join("ada");
        _room.Write(ada, "src/login.cs");
        _room.Claim(_room.Join("bob"), "docs/", "the manual");
        _room.Time.Advance(TimeSpan.FromMinutes(4));

        var result = _room.Run("claim", "src/login.cs", "**/login.cs", "docs/login.md");

        Assert.Equal(1, result.Code);
        Golden.Match(result.Output);
    }

    [Fact]
    public void What_is_written_ends_at_no_hour_for_a_program()
    {
        _room.Write(_room.Join("ada"), "src/login.cs");

        var result = _room.Run("claim", "src/login.cs", "--json");

        Golden.Match(result.Output);
    }

    [Fact]
    public void Claims_by_writing_are_listed_with_what_they_are_known_from()
    {
        var ada = _room.Join("ada");
        _room.Write(ada, "a.cs");
        _room.Claim(ada, "b.cs", "next");

        Assert.Equal(
            """
              PATH  HOLDER  MODE                 REASON             SINCE     EXPIRES
              b.cs  ada     exclusive            next               just now  in 30 min
              a.cs  ada     exclusive, observed  evidence: process  just now  until committed

            """,
            _room.Run("claims").Output);
    }

    [Fact]
    public void A_refusal_for_a_program()
    {
        _room.Claim(_room.Join("ada"), "src/**", "all of it");

        var result = _room.Run("claim", "src/it's.cs", "--json");

        Assert.Equal(1, result.Code);
        Golden.Match(result.Output);
    }

    [Fact]
    public void The_way_on_works_where_and_as_whom_the_command_was_called()
    {
        _room.Claim(_room.Join("ada"), "src/a.cs");
        _room.Join("bob");
        Directory.CreateDirectory(Path.Combine(_room.Top, "src"));

        var result = _room.Run("-C", "src", "--as", "bob", "claim", "--shared", "a.cs");

        Assert.Contains("next: sidecar -C src --as bob claim --wait 60s --shared a.cs\n", result.Output);
    }

    [Fact]
    public async Task Giving_up_a_wait_leaves_the_queue()
    {
        _room.Claim(_room.Join("ada"), "a.cs", "the form");
        using var interrupt = new CancellationTokenSource();

        var waiting = _room.RunAsync(["claim", "a.cs", "--wait", "10m"], interrupt.Token);
        var queued = _room.State.Claims.Waiting().Count;
        await interrupt.CancelAsync();

        Assert.Equal(1, queued);
        var result = await waiting;
        Assert.Equal(130, result.Code);
        Assert.Equal(
            "sidecar: a.cs is held by ada: the form; waiting at most 10m (Ctrl-C gives up)\nsidecar: given up; nothing was claimed\n",
            result.Error);
        Assert.Empty(_room.State.Claims.Waiting());
    }

    [Fact]
    public async Task A_wait_ends_with_the_claim_when_the_holder_lets_go()
    {
        var ada = _room.Join("ada");
        _room.Claim(ada, "a.cs");

        var waiting = _room.RunAsync(["claim", "a.cs", "--wait", "10m"], CancellationToken.None);
        _room.State.Claims.Release(ada, patterns: null);

        Assert.Equal(0, (await waiting).Code);
        Assert.Equal("human", Assert.Single(_room.State.Claims.Active()).Holder.Name.ToString());
    }

    [Fact]
    public void A_person_may_claim_everything_by_force()
    {
        Assert.NotEqual(0, _room.Run("claim", ".").Code);
        Assert.Equal(0, _room.Run("claim", ".", "--force").Code);
    }

    [Fact]
    public void Where_everything_cannot_be_claimed_by_force_the_way_on_is_to_look_at_the_claims()
    {
        _room.Claim(_room.Join("ada"), "a.cs");

        var result = _room.Run("claim", ".", "--force");

        Assert.Equal(1, result.Code);
        Assert.Contains("next: sidecar claims\n", result.Output);
        Assert.DoesNotContain("--wait", result.Output);
    }

    [Fact]
    public void A_file_that_is_not_there_is_marked_because_it_may_be_mistyped()
    {
        File.WriteAllText(Path.Combine(_room.Top, "there.cs"), "");

        var lines = _room.Run("claim", "there.cs", "new.cs", "src/**", "task:x").Output.TrimEnd().Split('\n');

        Assert.Equal(["new.cs"], lines.Where(line => line.EndsWith(" (no such file yet)", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Of_several_paths_the_wrong_one_is_named_and_one_written_twice_counts_once()
    {
        var wrong = _room.Run("claim", "a.cs", "../b.cs", "c.cs");
        var twice = _room.Run("claim", "a.cs", "./a.cs");

        Assert.StartsWith("sidecar: Path 2 of 3: ", wrong.Error);
        Assert.Single(twice.Output.TrimEnd().Split('\n'));
    }

    public void Dispose() => _room.Dispose();

    private IReadOnlyList<string> Held() => [.. _room.State.Claims.Active().Select(claim => claim.Pattern.Text)];
}
