using FsCheck;
using FsCheck.Fluent;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests;

public sealed class ShellWordTests
{
    [Theory]
    [InlineData("src/a.txt", "src/a.txt")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME `x` ~", "'$HOME `x` ~'")]
    [InlineData("~", "'~'")]
    [InlineData("", "''")]
    [InlineData("a\nb", "\"$(printf %b 'a\\0012b')\"")]
    [InlineData("a\n", "$'a\\012'")]
    public void Only_what_needs_quotes_gets_them(string text, string word) => Assert.Equal(word, ShellWord.Quote(text));

    [Fact]
    public void The_shell_reads_back_what_was_quoted()
    {
        using var scratch = new ScratchRepository(initialise: false);
        var pieces = Gen.Elements("a", " ", "'", "\"", "\n", "\t", "$", "`", "\\", "%", "*", "[", "-", "~", "#", ";", "\u001b", "é", "\u202e", "日");
        var words = Gen.Where(pieces.ListOf(), list => list.Count > 0 && list[^1] != "\n").Select(list => string.Concat(list));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(words.ToArbitrary(), text =>
            scratch.Run("sh", ["-c", $"printf %s {ShellWord.Quote(text)}"]).Output == text && Printable.OneLine(ShellWord.Quote(text)) == ShellWord.Quote(text)));
    }
}
