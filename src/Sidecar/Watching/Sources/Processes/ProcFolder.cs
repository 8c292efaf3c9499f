using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Sidecar.Watching.Sources.Linux;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>What is read from /proc beside the process table. What is hidden or gone reads as nothing.</summary>
internal static partial class ProcFolder
{
    private const int Longest = 4096;

    // O_WRONLY and O_RDWR.
    private const int WritingFlags = 3;

    /// <summary>The pids of all processes that are shown.</summary>
    public static IEnumerable<int> Pids() => Numbers("/proc");

    /// <summary>The absolute paths of the files that a process has open for writing.</summary>
    public static IEnumerable<string> OpenForWriting(int pid)
    {
        foreach (var number in Numbers($"/proc/{pid}/fd"))
        {
            if (LinkTarget($"/proc/{pid}/fd/{number}") is { } path && IsFile(path) && IsForWriting(pid, number))
                yield return path;
        }
    }

    /// <summary>Its working directory.</summary>
    public static string? WorkingDirectory(int pid) => LinkTarget($"/proc/{pid}/cwd");

    /// <summary>The words it was started with.</summary>
    public static IReadOnlyList<string> CommandLine(int pid) => ReadText($"/proc/{pid}/cmdline").Split('\0');

    /// <summary>Since boot, in the clock ticks that start times are told in; the time asleep counts as there.</summary>
    public static long UptimeTicks() =>
        double.TryParse(ReadText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture, out var seconds)
            ? (long)(seconds * 1000) / ActivityRules.MillisecondsPerTick
            : long.MaxValue;

    private static IEnumerable<int> Numbers(string folder)
    {
        foreach (var entry in DirectoryListing.Read(Encoding.ASCII.GetBytes(folder)) ?? [])
        {
            if (int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                yield return number;
        }
    }

    // Sockets and pipes have no path, devices are no work of anybody.
    private static bool IsFile(string path) => path[0] == '/' && !path.StartsWith("/dev/", StringComparison.Ordinal);

    private static bool IsForWriting(int pid, int number)
    {
        const string Label = "flags:";
        var text = ReadText($"/proc/{pid}/fdinfo/{number}");
        var at = text.IndexOf(Label, StringComparison.Ordinal);
        var octal = at < 0 ? "" : text[(at + Label.Length)..].Split('\n')[0].Trim();
        return octal.Length > 0 && ((octal[^1] - '0') & WritingFlags) is 1 or 2;
    }

    private static string? LinkTarget(string path)
    {
        Span<byte> target = stackalloc byte[Longest];
        var length = readlink(OsPath.Terminated(Encoding.ASCII.GetBytes(path)), target, Longest);
        return length > 0 ? OsPath.Text(target[..(int)length]) : null;
    }

    private static string ReadText(string path)
    {
        Span<byte> text = stackalloc byte[Longest];
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite);
            return OsPath.Text(text[..RandomAccess.Read(file, text, fileOffset: 0)]);
        }
        catch (Exception goneOrHidden) when (goneOrHidden is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LibraryImport("libc")]
    private static partial nint readlink(byte[] path, Span<byte> target, nint length);
}
