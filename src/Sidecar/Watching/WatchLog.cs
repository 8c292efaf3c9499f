using Sidecar.Watch;

namespace Sidecar.Watching;

/// <summary>
/// What happened to the watcher, one line each, in the state folder. Safe to use from several threads. A line that cannot
/// be written is lost: the log is not worth ending for, and where the folder is gone it must stay gone.
/// </summary>
/// <param name="stateFolder">The state folder.</param>
/// <param name="time">The clock.</param>
/// <param name="echo">Who else gets each line, such as a terminal; null for nobody.</param>
internal sealed class WatchLog(string stateFolder, TimeProvider time, Action<string>? echo = null)
{
    private const long MaxBytes = 1024 * 1024;

    private readonly Lock _gate = new();

    public string Path { get; } = LogFolder.Log(stateFolder);

    /// <summary>Writes down one line.</summary>
    public void Add(string text)
    {
        var line = Printable.OneLine(text);
        lock (_gate)
        {
            Write($"{Words.Of(time.GetUtcNow())} {line}\n");
            echo?.Invoke(line);
        }
    }

    private void Write(string line)
    {
        try
        {
            if (File.Exists(Path) && new FileInfo(Path).Length + line.Length > MaxBytes)
                File.Move(Path, LogFolder.OlderName(Path), overwrite: true);

            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(Path, options);
            file.Write(System.Text.Encoding.UTF8.GetBytes(line));
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            // See the summary.
        }
    }
}
