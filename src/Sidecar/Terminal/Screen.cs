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
    private const int NarrowestCut = 10;
    private const int EnoughCut = 15;
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

    // What may be cut shares the room that the others leave; what needs less than its share leaves the rest of it to those after.
    private IReadOnlyList<IReadOnlyList<Cell>> Cut(IReadOnlyList<Column> names, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var cut = Enumerable.Range(0, names.Count).Where(at => names[at].MayCut).Reverse().OrderBy(at => Width(at, isNarrow: false)).ToList();
        if (columns is not { } width || cut.Count == 0)
            return rows;

        var left = Left(isNarrow: false);
        if (left < EnoughCut * cut.Count)
            left = Left(isNarrow: true);
        for (var next = 0; next < cut.Count; next++)
        {
            var (at, after) = (cut[next], cut.Count - next - 1);
            var (share, most) = (Math.Max(NarrowestCut, left / (after + 1)), Math.Max(NarrowestCut, left - (NarrowestCut * after)));
            rows = [.. rows.Select(row => row.Select((cell, place) => place == at ? Shortened(cell, share, most) : cell).ToList())];
            left -= Width(at, isNarrow: false);
        }

        return rows;

        int Left(bool isNarrow) => width - Indent.Length - (Between * names.Count)
            - Enumerable.Range(0, names.Count).Except(cut).Sum(at => Width(at, isNarrow));

        // As narrow as what may wrap gets before a word of it breaks.
        int Width(int at, bool isNarrow) => rows.Select(row => row[at].Text).Append(names[at].Name)
            .Max(text => isNarrow && names[at].MayWrap ? text.Split(' ').Max(word => word.Length) : text.Length);
    }

    private static Cell Shortened(Cell cell, int share, int most) => cell.Shorter is { } shorter && cell.Text.Length > share
        ? cell with { Text = Printable.Short(shorter(share), most) }
        : cell with { Text = Printable.Short(cell.Text, share) };

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
