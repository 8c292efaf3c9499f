using Sidecar.Terminal;

namespace Sidecar.Tests.Terminal;

public sealed class ScreenTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void A_pipe_cuts_nothing()
    {
        var path = string.Join('/', Enumerable.Repeat("a-long-folder-name", 60));

        new Screen(_output, columns: null, hasColours: false).Table(["PATH"], [[path]]);

        Assert.Equal($"  PATH\n  {path}\n", _output.ToString());
    }

    [Fact]
    public void A_terminal_wraps_a_long_field_and_loses_no_character()
    {
        var path = string.Join('/', Enumerable.Repeat("folder", 30));

        new Screen(_output, columns: 60, hasColours: false).Table([Column.Wide("PATH"), "HOLDER"], [[path, "ada"]]);

        var lines = _output.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 60));
        var shown = string.Concat(lines.Skip(1)).Replace(" ", "", StringComparison.Ordinal).Replace("ada", "", StringComparison.Ordinal);
        Assert.Equal(path, shown);
    }

    [Theory]
    [InlineData("[red]x[/]")]
    [InlineData("[[x]]")]
    [InlineData("app/[id]/page.tsx")]
    public void Brackets_are_text_and_no_markup(string text)
    {
        new Screen(_output, columns: 80, hasColours: false).Table(["PATH"], [[text]]);

        Assert.Equal($"  PATH\n  {text}\n", _output.ToString());
    }

    [Fact]
    public void A_line_break_in_a_field_cannot_forge_a_row()
    {
        new Screen(_output, columns: 80, hasColours: false).Table(["REASON"], [["x\nada  all of it"]]);

        Assert.Equal("  REASON\n  x\\nada  all of it\n", _output.ToString());
    }

    public void Dispose() => _output.Dispose();
}
