using Sidecar.Hooks;
using Sidecar.Setup.GitHooks;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.Hooks;

/// <summary>The POSIX stubs under a real shell, with a program in place of the hook that ends as the test says.</summary>
public sealed class StubTests : IDisposable
{
    private readonly ScratchRepository _scratch = new(initialise: false);

    [Theory]
    [InlineData(0, 7, "rest\n", "")]
    [InlineData(1, 1, "", "")]
    [InlineData(2, 7, "rest\n", "sidecar: HOOK ended with code 2, claims not checked, commit goes ahead; next: run sidecar doctor\n")]
    [InlineData(139, 7, "rest\n", "sidecar: HOOK ended with code 139, claims not checked, commit goes ahead; next: run sidecar doctor\n")]
    public void Only_a_refusal_stops_the_rest_of_a_strict_hook(int hookCode, int code, string output, string error)
    {
        FakeHook($"exit {hookCode}");

        var result = RunGuard("#!/bin/sh\nset -eu\n", "echo rest\nexit 7\n");

        Assert.Equal((code, output, error.Replace("HOOK", HookPath, StringComparison.Ordinal)), result);
    }

    [Fact]
    public void A_program_that_is_gone_is_said_aloud_and_the_rest_runs()
    {
        var result = RunGuard("#!/bin/sh\nset -eu\n", "echo rest\n");

        Assert.Equal(
            (0, "rest\n", $"sidecar: {HookPath} is gone, claims not checked, commit goes ahead; next: run sidecar init, or take the sidecar block out of this hook\n"), result);
    }

    [Fact]
    public void A_program_whose_interpreter_is_gone_stops_nobody()
    {
        FakeHook("", interpreter: "/no/such/interpreter");

        var (code, output, error) = RunGuard("#!/bin/sh\nset -eu\n", "echo rest\n");

        Assert.Equal((0, "rest\n"), (code, output));
        Assert.Contains("claims not checked, commit goes ahead; next: run sidecar doctor\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_path_is_the_second_place_to_look()
    {
        FakeHook("echo from the path", Path.Combine(_scratch.Folder, "bin", "sidecar-hook"));
        _scratch.Environment["PATH"] = $"{Path.Combine(_scratch.Folder, "bin")}:{_scratch.Environment["PATH"]}";

        Assert.Equal((0, "from the path\n", ""), RunGuard("#!/bin/sh\n", ""));
    }

    [Fact]
    public void Arguments_input_and_variables_of_the_hook_around_it_stay_whole()
    {
        FakeHook("cat; echo \"$# $1 $2\"");

        var result = RunGuard("#!/bin/sh\nset -eu\nmine='a b'\n", "echo \"$mine $# $2\"; cat; set | grep -c '^sidecar_' || :\n", "one", "two words");

        Assert.Equal((0, "3 pre-commit one\na b 2 two words\ninput0\n", ""), result);
    }

    public static TheoryData<string> Notices => [.. HookName.Notices];

    public static TheoryData<string> All => [.. HookName.All];

    [Theory]
    [MemberData(nameof(Notices))]
    public void A_notice_is_given_in_silence_and_what_follows_keeps_its_arguments_input_and_exit_code(string hook)
    {
        FakeHook("echo \"$*:$(cat)\" >\"$0.heard\"; echo out; echo error >&2; exit 1");

        var result = RunNotice(hook, "echo \"$2\"; cat; set | grep -c '^sidecar_' || :\nexit 7\n", "1", "two words");

        Assert.Equal((7, "two words\ninput\n0\n", ""), result);
        var input = hook == HookName.PostRewrite ? "input" : "";
        Assert.Equal($"{hook} 1 two words:{input}\n", File.ReadAllText(HookPath + ".heard"));
    }

    [Theory]
    [MemberData(nameof(Notices))]
    public void A_program_that_crashes_on_a_notice_is_a_secret(string hook)
    {
        FakeHook("echo $$ >\"$0.heard\"; kill -SEGV $$");

        Assert.Equal((0, "rest\n", ""), RunNotice(hook, "echo rest\n", "1"));
        Assert.True(File.Exists(HookPath + ".heard"));
    }

    [Theory]
    [MemberData(nameof(Notices))]
    public void A_program_that_is_gone_is_for_the_guard_to_say(string hook) =>
        Assert.Equal((7, "rest\n", ""), RunNotice(hook, "echo rest\nexit 7\n", "1"));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0", "1")]
    public void A_change_of_the_index_alone_starts_nothing(params string[] arguments)
    {
        FakeHook("touch \"$0.heard\"");

        Assert.Equal((0, "rest\n", ""), RunNotice(HookName.PostIndexChange, "echo rest\n", arguments));
        Assert.False(File.Exists(HookPath + ".heard"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b c\n$(touch x) `touch x` \\n %s\n")]
    public void What_was_rewritten_is_heard_by_both_as_git_said_it(string input)
    {
        FakeHook("cat >\"$0.heard\"");

        var (code, output, error) = RunStub(HookName.PostRewrite, "#!/bin/sh\nset -eu\n", "cat\n", input, "rebase");

        Assert.Equal((0, input, ""), (code, output, error));
        Assert.Equal(input.TrimEnd('\n'), File.ReadAllText(HookPath + ".heard").TrimEnd('\n'));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_is_one_marked_block_of_plain_lines(string hook)
    {
        var stub = HookTemplate.Read(hook);
        var lines = stub.Split('\n');

        Assert.Equal(["#!/bin/sh", "# >>> sidecar >>>"], lines[..2]);
        Assert.Equal(["# <<< sidecar <<<", ""], lines[^2..]);
        Assert.DoesNotContain('\r', stub);
        Assert.Equal(2, stub.Split("@SIDECAR_HOOK@").Length);
        Assert.DoesNotContain("@SIDECAR_NAME@", stub, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private string HookPath => Path.Combine(_scratch.Folder, "it's here", "sidecar-hook");

    private void FakeHook(string script, string? path = null, string interpreter = "/bin/sh")
    {
        path ??= HookPath;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!{interpreter}\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private (int Code, string Output, string Error) RunGuard(string before, string after, params string[] arguments) =>
        RunStub(HookName.PreCommit, before, after, "input", arguments);

    private (int Code, string Output, string Error) RunNotice(string hook, string after, params string[] arguments) =>
        RunStub(hook, "#!/bin/sh\nset -eu\n", after, "input\n", arguments);

    private (int Code, string Output, string Error) RunStub(
        string hook, string before, string after, string input, params string[] arguments)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(HookPath)!);
        var file = Path.Combine(_scratch.Folder, hook);
        File.WriteAllText(file, before + HookBlock.For(hook, HookPath).Text + after);
        return _scratch.Run("sh", [file, .. arguments], input: input);
    }
}
