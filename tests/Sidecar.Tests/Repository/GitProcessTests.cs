using System.Text;
using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

public sealed class GitProcessTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Output_that_begins_like_a_byte_order_mark_is_still_utf_8()
    {
        _repository.Git("config", "alias.say", "!printf '\\377\\376secret\\0'");

        Assert.Equal("\ufffd\ufffdsecret\0", _repository.GitProcess.Run(["say"]).Text);
    }

    [Fact]
    public void A_git_that_takes_too_long_is_ended()
    {
        _repository.Git("config", "alias.wait", "!sleep 600");
        var git = new GitProcess(_repository.Top, _repository.Environment, TimeSpan.FromMilliseconds(200));

        var problem = Assert.Throws<SidecarException>(() => git.Run(["wait"]));

        Assert.Equal(ProblemKind.CannotTell, problem.Kind);
        Assert.Equal("'git --no-optional-locks wait' took longer than 0 s.", problem.Message);
    }

    [Fact]
    public void A_git_that_crashes_is_started_once_more()
    {
        _repository.Git("config", "alias.crash", "!test -e once && echo fine || { : > once; kill -SEGV $PPID; }");

        Assert.Equal("fine\n", _repository.GitProcess.Run(["crash"]).Text);
    }

    [Fact]
    public void Much_output_on_both_streams_does_not_block()
    {
        _repository.Git("config", "alias.talk", "!head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero");

        var output = _repository.GitProcess.Run(["talk"]);

        Assert.Equal((300_000, 300_000), (output.Text.Length, output.Errors.Length));
    }

    [Fact]
    public void Git_cannot_read_from_the_terminal() =>
        Assert.Equal("", _repository.GitProcess.Run(["-c", "alias.read=!cat", "read"]).Text);

    [Fact]
    public void Git_reads_what_it_is_given_however_much_and_whether_it_wants_it_or_not()
    {
        var input = string.Concat(Enumerable.Repeat("ä\0", 300_000));

        Assert.Equal(input, _repository.GitProcess.Run(["-c", "alias.read=!cat", "read"], input).Text);
        Assert.True(_repository.GitProcess.Run(["version"], input).Succeeded);
    }

    [Fact]
    public void Variables_of_ours_come_besides_and_add_up()
    {
        var git = _repository.GitProcess
            .With(new Dictionary<string, string> { ["GIT_INDEX_FILE"] = "ours", ["ONE"] = "1" })
            .With(new Dictionary<string, string> { ["ONE"] = "2" });

        Assert.Equal("ours 2", git.Run(["-c", "alias.say=!printf '%s %s' \"$GIT_INDEX_FILE\" \"$ONE\"", "say"]).Text);
        Assert.Equal("ours\n", git.WithLimit(TimeSpan.FromMinutes(1)).Run(["rev-parse", "--git-path", "index"]).Text);
    }

    [Fact]
    public void Variables_of_the_calling_repository_pass_only_when_asked_for()
    {
        _repository.Environment["GIT_INDEX_FILE"] = "other-index";
        string[] question = ["rev-parse", "--git-path", "index"];

        Assert.Equal(".git/index\n", _repository.GitProcess.Run(question).Text);
        Assert.Equal("other-index\n", _repository.GitProcess.Run(question, keepRepositoryVariables: true).Text);
    }

    [Fact]
    public void Every_variable_that_this_git_calls_local_is_removed()
    {
        var names = _repository.Git("rev-parse", "--local-env-vars").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names.Append("GIT_CONFIG_KEY_0").Append("GIT_CONFIG_VALUE_0"))
            _repository.Environment[name] = "leaked";

        var output = _repository.GitProcess.Run(["-c", "alias.vars=!env", "vars"]);

        Assert.DoesNotContain("leaked", output.Text, StringComparison.Ordinal);
        Assert.Contains("LC_ALL=C\n", output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_gone_is_told_as_such()
    {
        var git = new GitProcess(_repository.Path_("gone"), _repository.Environment);

        var problem = Assert.Throws<SidecarException>(() => git.Run(["version"]));

        Assert.Equal("install git, and see that it is on PATH: git --version", problem.Next);
    }

    public void Dispose() => _repository.Dispose();
}
