using System.Globalization;

namespace Sidecar.Bench;

/// <summary>What the system tells of a process.</summary>
internal static class ProcessNumbers
{
    /// <summary>Its processor time, in hundredths of a second.</summary>
    public static long Ticks(int pid)
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    /// <summary>A number of /proc/PID/status.</summary>
    public static long Status(int pid, string name) => long.Parse(
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
