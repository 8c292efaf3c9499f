using System.Globalization;
using System.Runtime.InteropServices;

namespace Sidecar.Scenarios.World;

/// <summary>Processes that the tests know by their pid only.</summary>
internal static partial class Signals
{
    private const int SigKill = 9;

    /// <summary>kill -9.</summary>
    public static void Kill(int pid)
    {
        if (pid > 1)
            _ = Send(pid, SigKill);
    }

    /// <summary>Whether there is a process of this pid that is no zombie.</summary>
    public static bool IsRunning(int pid) => State(pid) is not (null or 'Z' or 'X');

    public static bool IsZombie(int pid) => State(pid) is 'Z';

    private static char? State(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int pid, int signal);
}
