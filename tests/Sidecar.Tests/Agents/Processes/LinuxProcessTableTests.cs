using System.Diagnostics;
using System.Runtime.Versioning;
using Sidecar.Agents;
using Sidecar.Agents.Processes;

namespace Sidecar.Tests.Agents.Processes;

[SupportedOSPlatform("linux")]
public sealed class LinuxProcessTableTests : IDisposable
{
    private readonly LinuxProcessTable _table = new();
    private readonly List<Process> _started = [];
    private readonly DirectoryInfo _fakeProc = Directory.CreateTempSubdirectory("sidecar-proc-");

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _fakeProc.Delete(recursive: true);
    }

    [LinuxFact]
    public void A_running_process_is_alive_and_the_child_of_the_one_that_started_it()
    {
        var shell = Shell("echo ready; read end");

        var entry = _table.Find(shell.Id);

        Assert.Equal(Environment.ProcessId, entry?.ParentPid);
        Assert.Equal(Liveness.Alive, _table.Check(entry!.Process));
        Assert.Contains(Environment.ProcessId, Lineage.Of(_table, shell.Id).Select(ancestor => ancestor.Process.Pid));
    }

    [LinuxFact]
    public void A_killed_process_is_dead()
    {
        var shell = Shell("echo ready; read end");
        var process = _table.Find(shell.Id)!.Process;

        shell.Kill();
        shell.WaitForExit();

        Assert.Equal(Liveness.Dead, _table.Check(process));
        Assert.Null(_table.Find(shell.Id));
    }

    [LinuxFact]
    public void A_killed_process_that_nobody_collects_is_dead()
    {
        var parent = Shell("sleep 600 & echo $!; exec sleep 600");
        var child = _table.Find(int.Parse(FirstLine(parent)!))!.Process;

        // A shell might still collect it; what it becomes does not.
        Assert.True(SpinWait.SpinUntil(() => _table.Find(parent.Id)?.Program == "sleep", TimeSpan.FromSeconds(60)));
        using (var sleeping = Process.GetProcessById(child.Pid))
            sleeping.Kill();

        Assert.True(SpinWait.SpinUntil(() => _table.Check(child) is Liveness.Dead, TimeSpan.FromSeconds(60)));
        Assert.Equal(child, _table.Find(child.Pid)?.Process);
    }

    [LinuxFact]
    public void A_pid_that_another_process_got_is_dead()
    {
        var own = _table.Find(Environment.ProcessId)!.Process;

        Assert.Equal(Liveness.Alive, _table.Check(own));
        Assert.Equal(Liveness.Dead, _table.Check(own with { Started = own.Started - 1 }));
    }

    [LinuxTheory]
    [InlineData("a) Z 1 (b")]
    [InlineData("x\ny) R 2 (")]
    [InlineData(") (")]
    public void A_process_with_a_misleading_name_is_read_right(string name)
    {
        var shell = Shell("printf %s \"$1\" > /proc/$$/comm; echo ready; read end", name);

        Assert.Equal("ready", FirstLine(shell));
        var entry = _table.Find(shell.Id);

        Assert.Equal((name, Environment.ProcessId), (entry?.Program, entry?.ParentPid));
        Assert.Equal(Liveness.Alive, _table.Check(entry!.Process));
    }

    [LinuxFact]
    public void The_words_that_a_process_was_started_with_are_told_whatever_is_in_them()
    {
        var shell = Shell("echo ready; read end", "two words", "", "line\nbreak");

        Assert.Equal("ready", FirstLine(shell));
        Assert.Equal(["sh", "-c", "echo ready; read end", "sh", "two words", "", "line\nbreak"], _table.CommandLine(shell.Id));
    }

    [LinuxFact]
    public void A_very_long_command_line_lacks_its_end_and_no_part_of_a_word()
    {
        var shell = Shell("echo ready; read end", "first", new string('x', 5000), "last");

        Assert.Equal("ready", FirstLine(shell));
        Assert.Equal(["sh", "-c", "echo ready; read end", "sh", "first"], _table.CommandLine(shell.Id));
    }

    [LinuxFact]
    public void A_process_that_is_gone_has_no_command_line()
    {
        Assert.Null(_table.CommandLine(int.MaxValue));
        Assert.Null(_table.CommandLine(0));
        Assert.Null(new LinuxProcessTable(_fakeProc.FullName).CommandLine(Environment.ProcessId));
    }

    [LinuxFact]
    public void Without_proc_nothing_is_known()
    {
        var blind = new LinuxProcessTable(_fakeProc.FullName);

        Assert.Equal(Liveness.Unknown, blind.Check(new(int.MaxValue, 1)));
        Assert.Null(blind.Find(Environment.ProcessId));
    }

    [LinuxFact]
    public void With_the_proc_of_another_pid_namespace_nothing_is_known()
    {
        WriteStat("self", Environment.ProcessId + 1);
        WriteStat($"{Environment.ProcessId}", Environment.ProcessId);

        var misled = new LinuxProcessTable(_fakeProc.FullName);

        Assert.Equal(Liveness.Unknown, misled.Check(new(Environment.ProcessId, 2)));
        Assert.Null(misled.Find(Environment.ProcessId));
    }

    [LinuxFact]
    public void A_process_that_is_hidden_is_unknown_and_one_that_is_gone_is_dead()
    {
        WriteStat("self", Environment.ProcessId);

        var hiding = new LinuxProcessTable(_fakeProc.FullName);

        Assert.Equal(Liveness.Unknown, hiding.Check(new(Environment.ProcessId, 1)));
        Assert.Equal(Liveness.Dead, hiding.Check(new(int.MaxValue, 1)));
    }

    [LinuxTheory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_pid_that_no_process_has_tells_nothing(int pid)
    {
        Assert.Equal(Liveness.Unknown, _table.Check(new(pid, 1)));
        Assert.Null(_table.Find(pid));
    }

    [LinuxFact]
    public void The_host_names_the_boot_and_the_pid_namespace()
    {
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        var pids = new FileInfo("/proc/self/ns/pid").LinkTarget;

        Assert.StartsWith($"{Environment.MachineName}/{boot}/{pids}", ProcessTables.ForThisSystem().Host, StringComparison.Ordinal);
    }

    private static string? FirstLine(Process process) => process.StandardOutput.ReadLine();

    private Process Shell(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", script, "sh", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        _started.Add(Process.Start(start)!);
        return _started[^1];
    }

    private void WriteStat(string entry, int pid)
    {
        _fakeProc.CreateSubdirectory(entry);
        File.WriteAllText(
            Path.Combine(_fakeProc.FullName, entry, "stat"),
            $"{pid} (x) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 1 0 0\n");
    }
}

internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Needs Linux.";
}

internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Needs Linux.";
}
