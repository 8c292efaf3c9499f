namespace Sidecar.Storage;

/// <summary>A file that one process at a time holds open. The system lets go of it when the process ends.</summary>
public static class LockFile
{
    // Another process holds it: EWOULDBLOCK of Linux and of BSD, and ERROR_SHARING_VIOLATION.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Whether it could not be opened because another process holds it, and not for a full disk or the like.</summary>
    public static bool IsHeld(IOException failure) => Held.Contains(failure.HResult);

    /// <summary>Opens it, and makes it if need be; only its owner may open it, as everything in the state folder.</summary>
    /// <exception cref="IOException">Another process holds it.</exception>
    public static FileStream Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
