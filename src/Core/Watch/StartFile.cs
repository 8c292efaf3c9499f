using System.Globalization;
using System.Text;
using Sidecar.Storage;

namespace Sidecar.Watch;

/// <summary>
/// The file in the state folder that keeps the last attempt to start the watcher. One process at a time holds it: so of
/// many that find nobody watching, one starts. Not in the database, where each write wakes all who wait.
/// </summary>
internal sealed class StartFile : IDisposable
{
    private const int MaxBytes = 4096;

    private readonly FileStream _file;

    private StartFile(FileStream file) => _file = file;

    /// <summary>Takes it; null where another process has it right now.</summary>
    public static StartFile? TryTake(string folder)
    {
        try
        {
            return new StartFile(LockFile.Open(PathIn(folder)));
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
            // ReadWrite: looking must not stand in the way of whoever takes it.
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
        var bytes = Encoding.UTF8.GetBytes($"{attempt.At.Stored()}\n{problem}");
        RandomAccess.Write(_file.SafeFileHandle, bytes, fileOffset: 0);
        _file.SetLength(bytes.Length);
    }

    public void Dispose() => _file.Dispose();

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
