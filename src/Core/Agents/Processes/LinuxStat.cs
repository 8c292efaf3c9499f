using System.Globalization;
using System.Text;

namespace Sidecar.Agents.Processes;

/// <summary>What counts in a line of /proc/PID/stat.</summary>
/// <param name="Pid">Its pid.</param>
/// <param name="Program">The program's name, which it can choose freely: brackets, spaces and newlines included.</param>
/// <param name="State">One letter, such as S for sleeping.</param>
/// <param name="ParentPid">Its parent's pid.</param>
/// <param name="Threads">How many threads it has.</param>
/// <param name="Started">Clock ticks since boot.</param>
/// <param name="WorkTicks">Clock ticks of work, that of the ended children it waited for included.</param>
/// <param name="ChildFaults">Page faults of the ended children it waited for: grows with every single one, however short its life was.</param>
public readonly record struct LinuxStat(
    int Pid, string Program, char State, int ParentPid, int Threads, long Started, long WorkTicks, long ChildFaults = 0)
{
    // Counted from the field after the program's name.
    private const int ParentField = 1;
    private const int ChildFaultsField = 8;
    private const int FirstTimeField = 11;
    private const int LastTimeField = 14;
    private const int ThreadsField = 17;
    private const int StartedField = 19;

    /// <summary>
    /// Whether it ended and is only waiting to be collected. A process whose first thread ended while others go on
    /// shows the same letter, and lives.
    /// </summary>
    public bool IsOver => State is 'X' or 'x' || (State is 'Z' && Threads <= 1);

    /// <summary>The process for good.</summary>
    public ProcessRef Process => new(Pid, Started);

    /// <summary>Reads a line; false where it is none or was cut off.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out LinuxStat stat)
    {
        stat = default;
        // The last bracket ends the name, because only numbers follow it.
        var open = line.IndexOf((byte)'(');
        var close = line.LastIndexOf((byte)')');
        if (open < 1 || close < open || close + 2 >= line.Length)
            return false;

        var rest = line[(close + 2)..];
        if (!TryNumber(line[..open].TrimEnd((byte)' '), out var pid)
            || !TryNumber(Field(rest, ParentField), out var parent)
            || !TryNumber(Field(rest, ThreadsField), out var threads)
            || !TryNumber(Field(rest, StartedField), out var started))
        {
            return false;
        }

        var program = Encoding.UTF8.GetString(line[(open + 1)..close]);
        stat = new((int)pid, program, (char)rest[0], (int)parent, (int)threads, started, Sum(rest, FirstTimeField, LastTimeField), Sum(rest, ChildFaultsField, ChildFaultsField));
        return true;
    }

    private static long Sum(ReadOnlySpan<byte> fields, int first, int last)
    {
        var sum = 0L;
        for (var field = first; field <= last; field++)
            sum += TryNumber(Field(fields, field), out var number) ? number : 0;
        return sum;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> fields, int index)
    {
        for (; index > 0; index--)
        {
            var space = fields.IndexOf((byte)' ');
            if (space < 0)
                return [];
            fields = fields[(space + 1)..];
        }

        var end = fields.IndexOf((byte)' ');
        // A line that was cut off must not pass a part of a number for the number.
        return end < 0 ? [] : fields[..end];
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
