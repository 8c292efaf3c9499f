using Spectre.Console;

namespace Sidecar.Terminal;

/// <summary>
/// Where answers for people are written. On a terminal it keeps to the width and may use colours; in a pipe it cuts
/// nothing and writes no colour codes. All text passes <see cref="Printable"/>.
/// </summary>
/// <param name="output">Where it goes.</param>
/// <param name="columns">The terminal's width, or null for a pipe.</param>
/// <param name="hasColours">Whether to use colours.</param>
internal sealed class Screen(TextWriter output, int? columns, bool hasColours)
{
    private const int WidthOfPipe = 100_000;
    private const int NarrowestTerminal = 40;
    private const int NarrowestCut = 12;
    private const int Between = 2;
    private const string Indent = "  ";

    /// <summary>One line of text.</summary>
    public void Line(string text = "", Tone tone = Tone.Plain) => Write(Printable.OneLine(text), tone);

    /// <summary>Text of several lines from somebody else: each behind a bar, so that none can pass for our own.</summary>
    public void Quote(string text)
    {
        foreach (var line in Printable.Lines(text).Split('\n'))
            Write("  │ " + line, Tone.Plain);
    }

    /// <summary>A heading over what follows.</summary>
    public void Heading(string text) => Line(text, Tone.Strong);

    /// <summary>An empty line between two subjects.</summary>
    public void Gap() => output.WriteLine();

    /// <summary>Rows under column names, indented by two.</summary>
    public void Table(IReadOnlyList<Column> names, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders();
        foreach (var name in names)
            table.AddColumn(new TableColumn("") { Padding = new Padding(0, 0, Between, 0), NoWrap = columns is null || !name.MayWrap });

        table.AddRow(names.Select(name => Field(new Cell(name.Name, Tone.Faint))));
        foreach (var row in Cut(names, [.. rows]))
            table.AddRow(row.Select(Field));

        foreach (var line in Render(table).TrimEnd().Split('\n'))
            output.WriteLine(Indent + line.TrimEnd());
    }

    // What may be cut has the room that the other columns leave.
    private IEnumerable<IReadOnlyList<Cell>> Cut(IReadOnlyList<Column> names, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var number = names.Count(name => name.MayCut);
        if (columns is not { } width || number == 0)
            return rows;

        var others = Enumerable.Range(0, names.Count).Where(at => !names[at].MayCut)
            .Sum(at => rows.Select(row => row[at].Text.Length).Append(names[at].Name.Length).Max());
        var room = Math.Max(NarrowestCut, (width - Indent.Length - others - (Between * names.Count)) / number);
        return rows.Select(row => row.Select((cell, at) => names[at].MayCut ? cell with { Text = Printable.Short(cell.Text, room) } : cell).ToList());
    }

    private static Text Field(Cell cell) => new(Printable.OneLine(cell.Text), StyleOf(cell.Tone));

    private string Render(Table table)
    {
        var rendered = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(rendered),
        });
        console.Profile.Width = columns is { } width ? Math.Max(width, NarrowestTerminal) - Indent.Length : WidthOfPipe;
        console.Write(table);
        return rendered.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private void Write(string text, Tone tone)
    {
        var code = hasColours ? CodeOf(tone) : "";
        output.WriteLine(code.Length > 0 && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text);
    }

    private static string CodeOf(Tone tone) => tone switch
    {
        Tone.Strong => "1",
        Tone.Faint => "2",
        Tone.Good => "32",
        Tone.Warning => "33",
        Tone.Bad => "31",
        _ => "",
    };

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Olive),
        Tone.Bad => new Style(Color.Maroon),
        _ => Style.Plain,
    };
}
