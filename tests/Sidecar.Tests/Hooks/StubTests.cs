using Sidecar.Tests.Repository;

namespace Sidecar.Tests.Hooks;

/// <summary>The POSIX stub under a real shell, with a program in place of the hook that ends as the test says.</summary>
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

        var result = RunStub("#!/bin/sh\nset -eu\n", "echo rest\nexit 7\n");

        Assert.Equal((code, output, error.Replace("HOOK", HookPath, StringComparison.Ordinal)), result);
    }

    [Fact]
    public void A_program_that_is_gone_is_said_aloud_and_the_rest_runs()
    {
        var result = RunStub("#!/bin/sh\nset -eu\n", "echo rest\n");

        Assert.Equal(
            (0, "rest\n", $"sidecar: {HookPath} is gone, claims not checked, commit goes ahead; next: run sidecar init, or take the sidecar block out of this hook\n"), result);
    }

    [Fact]
    public void A_program_whose_interpreter_is_gone_stops_nobody()
    {
        FakeHook("", interpreter: "/no/such/interpreter");

        var (code, output, error) = RunStub("#!/bin/sh\nset -eu\n", "echo rest\n");

        Assert.Equal((0, "rest\n"), (code, output));
        Assert.Contains("claims not checked, commit goes ahead; next: run sidecar doctor\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_path_is_the_second_place_to_look()
    {
        FakeHook("echo from the path", Path.Combine(_scratch.Folder, "bin", "sidecar-hook"));
        _scratch.Environment["PATH"] = $"{Path.Combine(_scratch.Folder, "bin")}:{_scratch.Environment["PATH"]}";

        Assert.Equal((0, "from the path\n", ""), RunStub("#!/bin/sh\n", ""));
    }

    [Fact]
    public void Arguments_input_and_variables_of_the_hook_around_it_stay_whole()
    {
        FakeHook("cat; echo \"$# $1 $2\"");

        var result = RunStub("#!/bin/sh\nset -eu\nmine='a b'\n", "echo \"$mine $# $2\"; cat; set | grep -c '^sidecar_' || :\n", "one", "two words");

        Assert.Equal((0, "3 pre-commit one\na b 2 two words\ninput0\n", ""), result);
    }

    [Fact]
    public void It_is_one_marked_block_of_plain_lines()
    {
        var lines = Stub().Split('\n');

        Assert.Equal(["#!/bin/sh", "# >>> sidecar >>>"], lines[..2]);
        Assert.Equal(["# <<< sidecar <<<", ""], lines[^2..]);
        Assert.DoesNotContain('\r', Stub());
        Assert.Equal(2, Stub().Split("@SIDECAR_HOOK@").Length);
    }

    public void Dispose() => _scratch.Dispose();

    private string HookPath => Path.Combine(_scratch.Folder, "it's here", "sidecar-hook");

    internal static string Stub()
    {
        using var stub = System.Reflection.Assembly.Load("sidecar").GetManifestResourceStream("hooks/pre-commit")!;
        return new StreamReader(stub).ReadToEnd();
    }

    private void FakeHook(string script, string? path = null, string interpreter = "/bin/sh")
    {
        path ??= HookPath;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!{interpreter}\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private (int Code, string Output, string Error) RunStub(string before, string after, params string[] arguments)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(HookPath)!);
        var block = Stub()["#!/bin/sh\n".Length..].Replace("@SIDECAR_HOOK@", ShellWord.Quote(HookPath), StringComparison.Ordinal);
        var file = Path.Combine(_scratch.Folder, "pre-commit");
        File.WriteAllText(file, before + block + after);
        return _scratch.Run("sh", [file, .. arguments], input: "input");
    }
}
