namespace Sidecar.Storage;

/// <summary>A file that one process at a time holds open. The system lets go of it when the process ends.</summary>
public static class LockFile
{
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
