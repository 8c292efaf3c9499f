using System.Globalization;
using System.Text;
using Sidecar.Storage;

namespace Sidecar.Watch;

/// <summary>
/// The file in the state folder that keeps the last attempt to start the watcher. One process at a time may write it: so of
/// many that find nobody watching, one starts. Not in the database, where each write wakes all who wait.
/// </summary>
internal sealed class StartFile : IDisposable
{
    private const int MaxBytes = 4096;

    // A file of its own: whoever opens a locked file is refused, also to read.
    private readonly FileStream _lock;
    private readonly string _folder;

    private StartFile(string folder, FileStream taken) => (_folder, _lock) = (folder, taken);

    /// <summary>Takes the right to write it; null where another process has that now.</summary>
    public static StartFile? TryTake(string folder)
    {
        try
        {
            return new StartFile(folder, LockFile.Open(Path.Combine(folder, "start.lock")));
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or FileNotFoundException))
        {
            return null;
        }
    }

    /// <summary>The last attempt; null where there was none, or where it cannot be read.</summary>
    public static StartAttempt? Read(string folder)
    {
        try
        {
            using var file = File.OpenHandle(PathIn(folder), share: FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[MaxBytes];
            return Parse(Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, fileOffset: 0)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(StartAttempt attempt)
    {
        var problem = attempt.Problem is { } known ? $"{Line(known.Why)}\n{Line(known.Next)}\n" : "";
        var draft = PathIn(_folder) + ".new";
        using (var file = new FileStream(draft, Draft()))
            file.Write(Encoding.UTF8.GetBytes($"{attempt.At.Stored()}\n{problem}"));
        File.Move(draft, PathIn(_folder), overwrite: true);
    }

    public void Dispose() => _lock.Dispose();

    private static FileStreamOptions Draft()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static string PathIn(string folder) => Path.Combine(folder, "watch.start");

    private static StartAttempt? Parse(string text) => text.Split('\n') switch
    {
        [var at, var why, var next, ""] when Time(at) is { } then => new StartAttempt(then, new StartProblem(why, next)),
        [var at, ""] when Time(at) is { } then => new StartAttempt(then),
        _ => null,
    };

    private static DateTimeOffset? Time(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stored) && stored < DateTimeOffset.MaxValue.Stored()
            ? DateTimeOffset.FromUnixTimeMilliseconds(stored)
            : null;

    private static string Line(string text) => Printable.Short(Printable.OneLine(text), MaxBytes / 8);
}
