using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sidecar.Repository;

/// <summary>One git that was started and is read while it runs. Disposing of it before it finished ends it.</summary>
public sealed class RunningGit : IDisposable
{
    private readonly ProcessStartInfo _start;
    private readonly TimeSpan _limit;
    private readonly string _input;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private Reading _reading;

    internal RunningGit(ProcessStartInfo start, TimeSpan limit, string input = "")
    {
        (_start, _limit, _input) = (start, limit, input);
        _reading = Reading.Of(Begin(start), input);
    }

    /// <summary>Waits for the end of it. A git that died of a signal is started once more: 2.51.0 crashes at times.</summary>
    /// <exception cref="SidecarException">It took longer than its limit, counted from its start.</exception>
    public GitOutput Finish()
    {
        var output = WaitForEnd();
        if (output.ExitCode >= 0)
            return output;

        _reading.Process.Dispose();
        _reading = Reading.Of(Begin(_start), _input);
        return WaitForEnd();
    }

    /// <summary>Starts git.</summary>
    /// <exception cref="SidecarException">It cannot be started.</exception>
    internal static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception notStarted)
        {
            throw SidecarException.CannotTell(
                $"git could not be started in '{Printable.Short(start.WorkingDirectory, 300)}': {Printable.Short(notStarted.Message, 300)}",
                "install git, and see that it is on PATH: git --version");
        }
    }

    /// <summary>Ends git and what it started, if it still runs.</summary>
    internal static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception alreadyGone) when (alreadyGone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in between, which is what was wanted.
        }
    }

    /// <summary>Reads all that comes, beside whoever asks.</summary>
    /// <remarks>
    /// On a thread of its own: on a small machine all threads of the pool may be waiting, and then reading would wait for half
    /// a second until there is one more.
    /// </remarks>
    internal static Task<string> ReadOnItsOwn(StreamReader pipe) => Task.Factory.StartNew(
        () => ReadToEnd(pipe.BaseStream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill(_reading.Process);
        _reading.Process.Dispose();
    }

    // Bytes, and decoded by us: a reader would take a file name that begins like a byte order mark for another encoding. A pipe
    // that was asked for is not closed along with its process: in one that stays they would add up.
    private static string ReadToEnd(Stream pipe)
    {
        using var closed = pipe;
        var bytes = new MemoryStream();
        pipe.CopyTo(bytes);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private GitOutput WaitForEnd()
    {
        var (process, text, errors, given) = _reading;
        var isRead = Task.WaitAll([text, errors, given], TimeLeft());
        if (!isRead || !process.WaitForExit(TimeLeft()))
        {
            Kill(process);
            throw SidecarException.CannotTell(
                $"'git {Printable.Short(string.Join(' ', _start.ArgumentList), 80)}' took longer than {Duration.Approximate(_limit)}.",
                "see whether git hangs there: git status");
        }

        return new GitOutput(ExitCode(process.ExitCode), text.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    private TimeSpan TimeLeft()
    {
        var left = _limit - Stopwatch.GetElapsedTime(_startedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    // The runtime tells a signal the way shells do. Git itself uses 128 and 129.
    private static int ExitCode(int code) => OperatingSystem.IsWindows() || code <= 129 ? code : 128 - code;

    // Beside the reading: who waits until all is taken may wait for somebody who waits to be read.
    private static Task Give(StreamWriter pipe, string input)
    {
        if (input.Length > 0)
            return Task.Run(() => Write(pipe, input));

        pipe.Close();
        return Task.CompletedTask;
    }

    private static void Write(StreamWriter pipe, string input)
    {
        try
        {
            using var closed = pipe.BaseStream;
            closed.Write(Encoding.UTF8.GetBytes(input));
        }
        catch (IOException)
        {
            // It ended before it had read all; its exit code says why.
        }
    }

    private sealed record Reading(Process Process, Task<string> Text, Task<string> Errors, Task Given)
    {
        public static Reading Of(Process process, string input) => new(
            process, ReadOnItsOwn(process.StandardOutput), ReadOnItsOwn(process.StandardError), Give(process.StandardInput, input));
    }
}
