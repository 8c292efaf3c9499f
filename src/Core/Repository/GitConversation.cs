using System.Diagnostics;
using System.Text;

namespace Sidecar.Repository;

/// <summary>
/// One git that keeps running and answers questions: each is a text ended by NUL, and so is each part of an answer. For one
/// thread at a time. Disposing of it ends git.
/// </summary>
public sealed class GitConversation : IDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _limit;
    private readonly Timer _patience;
    private readonly BufferedStream _answers;
    private readonly MemoryStream _part = new();

    internal GitConversation(ProcessStartInfo start, TimeSpan limit)
    {
        _limit = limit;
        _process = RunningGit.Begin(start);

        // Nobody reads what git complains of, and nobody may wait for a full pipe.
        _process.BeginErrorReadLine();
        _answers = new BufferedStream(_process.StandardOutput.BaseStream);
        _patience = new Timer(_ => RunningGit.Kill(_process));
    }

    /// <summary>Asks.</summary>
    /// <exception cref="SidecarException">Git has ended.</exception>
    public void Say(string question)
    {
        try
        {
            var pipe = _process.StandardInput.BaseStream;
            pipe.Write(Encoding.UTF8.GetBytes(question + '\0'));
            pipe.Flush();
        }
        catch (IOException ended)
        {
            throw Ended(ended.Message);
        }
    }

    /// <summary>The next part of the answer.</summary>
    /// <exception cref="SidecarException">Git has ended, or was ended because it took longer than its limit.</exception>
    public string Hear()
    {
        _part.SetLength(0);
        _patience.Change(_limit, Timeout.InfiniteTimeSpan);
        for (int next; (next = _answers.ReadByte()) != 0;)
        {
            if (next < 0)
                throw Ended("its output ended");
            _part.WriteByte((byte)next);
        }

        _patience.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return Encoding.UTF8.GetString(_part.GetBuffer(), 0, (int)_part.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _patience.Dispose();
        RunningGit.Kill(_process);
        _answers.Dispose();
        _process.Dispose();
        _part.Dispose();
    }

    private SidecarException Ended(string why) => SidecarException.CannotTell(
        $"'git {Printable.Short(string.Join(' ', _process.StartInfo.ArgumentList), 80)}' ended in the middle: {Printable.Short(why, 100)}.",
        "see whether git works there: git status");
}
