using FsCheck;
using FsCheck.Fluent;
using Sidecar.Setup.Files;
using Sidecar.Setup.GitHooks;

namespace Sidecar.Tests.Setup;

public sealed class HookBlockTests
{
    private const string Template = "#!/bin/sh\n# >>> sidecar >>>\nhook=@SIDECAR_HOOK@\n\"$hook\" || exit 1\n# <<< sidecar <<<\n";

    private static readonly HookBlock Block = new(Template, "/opt/it's here/sidecar-hook");

    [Fact]
    public void The_block_goes_right_behind_the_interpreter_line()
    {
        var hook = Block.Insert("#!/bin/bash -e\necho theirs\n");

        Assert.Equal($"#!/bin/bash -e\n{Block.Text}echo theirs\n", hook);
    }

    [Theory]
    [InlineData("#!/bin/sh")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("")]
    [InlineData("npm test")]
    [InlineData("#!/bin/sh\nprintf '\u00e9\u00ff'")]
    public void Taking_the_block_out_gives_back_the_very_same_bytes(string hook)
    {
        var inserted = Block.Insert(hook);

        Assert.NotEqual(hook, inserted);
        Assert.Equal(hook, HookBlock.Remove(inserted));
    }

    [Fact]
    public void Any_hook_survives_insertion_and_removal()
    {
        var line = Gen.Elements("#!/bin/sh", "#!/usr/bin/env bash", "echo a", "", "# sidecar", "exit 0 # >>> sidecar >>>", "\u00e9");
        var hooks = Gen.ListOf(line).Select(lines => string.Join('\n', lines)).ToArbitrary();

        Check.QuickThrowOnFailure(Prop.ForAll(hooks, hook => HookBlock.Remove(Block.Insert(hook)) == hook));
    }

    [Fact]
    public void The_program_in_a_block_is_read_back()
    {
        var hook = Block.Insert("#!/bin/sh\nhook=other\n");

        Assert.Equal("/opt/it's here/sidecar-hook", Block.ProgramIn(hook));
    }

    [Fact]
    public void A_renewed_block_stays_where_it_is()
    {
        var newer = new HookBlock(Template, "/new/sidecar-hook");

        var renewed = newer.Renew($"#!/bin/sh\nfirst\n{Block.Text}last\n");

        Assert.Equal($"#!/bin/sh\nfirst\n{newer.Text}last\n", renewed);
    }

    [Theory]
    [InlineData("#!/bin/sh\n", true)]
    [InlineData("#!/usr/bin/env -S FOO=1 bash -e\n", true)]
    [InlineData("#! /usr/bin/zsh -f\n", true)]
    [InlineData("echo no interpreter\n", true)]
    [InlineData("#!/usr/bin/env python3\n", false)]
    [InlineData("#!/usr/bin/fish\n", false)]
    [InlineData("#!\n", false)]
    [InlineData("\u007fELF\0\0", false)]
    [InlineData("\u00ef\u00bb\u00bf#!/bin/sh\n", false)]
    public void Only_shell_scripts_are_shell_scripts(string hook, bool isShell)
    {
        Assert.Equal(isShell, HookScript.IsShell(hook));
    }

    [Fact]
    public void Half_a_block_is_damaged()
    {
        Assert.True(HookBlock.IsDamaged("#!/bin/sh\n# >>> sidecar >>>\n"));
        Assert.False(HookBlock.IsDamaged(Block.Insert("#!/bin/sh\n")));
    }

    [Fact]
    public void Quoting_any_text_for_the_shell_can_be_undone()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>>(
            ArbMap.Default.ArbFor<NonNull<string>>(), text => ShellQuote.Unquote(ShellQuote.Quote(text.Get), 0) == text.Get));
    }

    [Fact]
    public void Bytes_of_any_kind_survive_as_text()
    {
        var all = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();

        Assert.Equal(all, ByteText.ToBytes(System.Text.Encoding.Latin1.GetString(all)));
    }
}
