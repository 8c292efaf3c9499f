namespace Sidecar.Demo;

/// <summary>How the demo looks: short headings, what is done, and its real output indented.</summary>
internal sealed class DemoScreen(TextWriter output, bool colour)
{
    private const string Bold = "\e[1m";
    private const string Cyan = "\e[36m";
    private const string Green = "\e[32m";
    private const string Grey = "\e[90m";
    private const string Plain = "\e[0m";

    private int _steps;

    /// <summary>The next step of the story.</summary>
    public void Step(string title)
    {
        _steps++;
        output.WriteLine();
        output.WriteLine(In(Bold, $"{_steps}. {title}"));
    }

    /// <summary>What somebody does: a command line, a tool call, an edit.</summary>
    public void Deed(string who, string what) => output.WriteLine($"  {In(Cyan, who)} {what}");

    /// <summary>What came back, as it is.</summary>
    public void Result(string text)
    {
        foreach (var line in text.TrimEnd().Split('\n'))
            output.WriteLine($"      {line}".TrimEnd());
    }

    /// <summary>Something that went as it must.</summary>
    public void Met(string what) => output.WriteLine(In(Green, $"    ok: {what}"));

    /// <summary>A remark of the demo itself.</summary>
    public void Note(string text) => output.WriteLine(In(Grey, $"  {text}"));

    /// <summary>The closing words.</summary>
    public void End(string text)
    {
        output.WriteLine();
        output.WriteLine(In(Bold, text));
    }

    private string In(string style, string text) => colour ? style + text + Plain : text;
}
