using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Sidecar.Agents.Processes;

/// <summary>Linux: one read of /proc/PID/stat per question. Where /proc does not show this process itself, nothing is known.</summary>
[SupportedOSPlatform("linux")]
public sealed class LinuxProcessTable : IProcessTable
{
    private const int NoSuchProcess = 3;

    private readonly string _proc;
    private readonly Lazy<string> _host;
    private readonly Lazy<bool> _isUsable;

    /// <summary>The processes of this pid namespace.</summary>
    public LinuxProcessTable()
        : this("/proc")
    {
    }

    internal LinuxProcessTable(string proc)
    {
        _proc = proc;
        _host = new(ReadHost);
        // Missing in some sandboxes; and a container may have been given the /proc of the machine, with other pids.
        _isUsable = new(() => Read("self")?.Pid == Environment.ProcessId);
    }

    /// <inheritdoc/>
    public string Host => _host.Value;

    /// <inheritdoc/>
    public Liveness Check(ProcessRef process)
    {
        if (process.Pid <= 0 || !_isUsable.Value)
            return Liveness.Unknown;
        if (!Exists(process.Pid))
            return Liveness.Dead;
        // With hidepid another user's process has no entry here although it runs: ask the kernel once more.
        if (Read(process.Pid.ToString()) is not { } stat)
            return Exists(process.Pid) ? Liveness.Unknown : Liveness.Dead;

        return stat.Started == process.Started && !stat.IsOver ? Liveness.Alive : Liveness.Dead;
    }

    /// <inheritdoc/>
    public ProcessEntry? Find(int pid) =>
        ReadStat(pid) is { } stat ? new(stat.Process, stat.ParentPid, stat.Program) : null;

    /// <summary>All that is known of the process with this pid, or null if there is none or it cannot be read.</summary>
    public LinuxStat? ReadStat(int pid) => pid > 0 && _isUsable.Value ? Read(pid.ToString()) : null;

    /// <inheritdoc/>
    public IReadOnlyList<string>? CommandLine(int pid)
    {
        if (pid <= 0 || !_isUsable.Value)
            return null;

        Span<byte> words = stackalloc byte[4096];
        words = words[..ReadFile($"{pid}/cmdline", words)];

        // Each word ends in NUL. One that does not was cut off; a process that ended has none at all.
        var end = words.LastIndexOf((byte)0);
        return end < 0 ? null : Encoding.UTF8.GetString(words[..end]).Split('\0');
    }

    private LinuxStat? Read(string entry)
    {
        Span<byte> line = stackalloc byte[1024];
        var length = ReadFile($"{entry}/stat", line);
        return LinuxStat.TryParse(line[..length], out var stat) ? stat : null;
    }

    // How much of the file was read; 0 where it is gone or hidden.
    private int ReadFile(string name, Span<byte> bytes)
    {
        try
        {
            // ReadWrite: any other sharing makes .NET put a lock on the file.
            using var file = File.OpenHandle($"{_proc}/{name}", share: FileShare.ReadWrite);
            return RandomAccess.Read(file, bytes, fileOffset: 0);
        }
        catch (Exception goneOrHidden) when (goneOrHidden is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    // The time namespace belongs to it because start times are told relative to it.
    private string ReadHost() =>
        string.Join('/', Environment.MachineName, BootId(), NamespaceOf("pid"), NamespaceOf("time"));

    private string BootId()
    {
        try
        {
            return File.ReadAllText($"{_proc}/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private string NamespaceOf(string kind)
    {
        try
        {
            return new FileInfo($"{_proc}/self/ns/{kind}").LinkTarget ?? "";
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // Only "no such process" is a no; "not permitted" comes from a process that is there.
    private static bool Exists(int pid) => Kill(pid, 0) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
