using System.Diagnostics;

namespace Sidecar.Repository;

/// <summary>
/// One git whose output is read while it runs, in parts that each end in NUL. For one thread at a time. Cancelling it, and
/// disposing of it before its end, ends git.
/// </summary>
public sealed class GitListing : IDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _limit;
    private readonly Timer _patience;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _onCancel;
    private readonly Stream _output;
    private readonly Task<string> _errors;
    private volatile bool _tookTooLong;

    internal GitListing(ProcessStartInfo start, TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _limit = limit;
        _cancellation = cancellationToken;
        _process = RunningGit.Begin(start);
        _process.StandardInput.Close();
        _output = _process.StandardOutput.BaseStream;
        _errors = RunningGit.ReadOnItsOwn(_process.StandardError);
        _patience = new Timer(_ => GiveUp());
        _onCancel = cancellationToken.Register(() => RunningGit.Kill(_process));
        Parts = new NulParts(Read);
    }

    /// <summary>
    /// Its output. Coming to the end of it throws a <see cref="SidecarException"/> where git failed or wrote nothing for longer
    /// than its limit, so an end that is told is the whole.
    /// </summary>
    internal NulParts Parts { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _onCancel.Dispose();
        _patience.Dispose();
        RunningGit.Kill(_process);
        _output.Dispose();
        _process.Dispose();
    }

    // Only while git is waited for: what the reader does in between takes as long as it takes.
    private int Read(byte[] buffer, int offset, int count)
    {
        _patience.Change(_limit, Timeout.InfiniteTimeSpan);
        var read = _output.Read(buffer, offset, count);
        if (read == 0)
            CheckEnd();

        _patience.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return read;
    }

    private void GiveUp()
    {
        _tookTooLong = true;
        RunningGit.Kill(_process);
    }

    private void CheckEnd()
    {
        _process.WaitForExit();
        _cancellation.ThrowIfCancellationRequested();
        if (_process.ExitCode == 0)
            return;

        var why = _tookTooLong ? $"it said nothing for {Duration.Approximate(_limit)}" : _errors.GetAwaiter().GetResult().Trim();
        throw SidecarException.CannotTell(
            $"'git {Printable.Short(string.Join(' ', _process.StartInfo.ArgumentList), 80)}' failed with code {_process.ExitCode}: "
            + $"{Printable.Short(why, 300)}.",
            "see whether git works there: git status");
    }
}
