namespace Sidecar.Forecasting;

/// <summary>The folder of forecasts inside a state folder. Somebody else's of the same name is never touched.</summary>
/// <param name="stateFolder">The state folder, which can be any folder.</param>
internal sealed class ScratchFolder(string stateFolder)
{
    /// <summary>Its name.</summary>
    public const string Name = "forecast.git";

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(stateFolder, Name);

    /// <summary>Whether it is there and is ours.</summary>
    public bool IsThere => File.Exists(Mark);

    private string Mark => System.IO.Path.Combine(Path, "sidecar");

    private string Borrowed => System.IO.Path.Combine(Path, "objects", "info");

    /// <summary>Makes it anew, empty but for where it borrows objects.</summary>
    /// <param name="objects">The objects of the real repository.</param>
    /// <exception cref="IOException">There is something else, or no room.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Make(string objects)
    {
        Remove();
        if (System.IO.Path.Exists(Path) && !IsEmpty())
            throw new IOException("something is there that is not Sidecar's");

        // The mark comes first: whatever is there later is ours.
        Directory.CreateDirectory(Path);
        File.WriteAllText(Mark, "");
        Directory.CreateDirectory(Borrowed);
        File.WriteAllText(System.IO.Path.Combine(Borrowed, "alternates"), objects + "\n");
    }

    /// <summary>Takes it away, where it is there and is ours.</summary>
    /// <exception cref="IOException">Something is in use.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user.</exception>
    public void Remove()
    {
        if (!IsThere || new DirectoryInfo(Path).LinkTarget is not null)
            return;

        // Git makes its objects read-only, and Windows does not delete such.
        foreach (var file in new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;

        // The mark goes last: what is left when this ends in the middle is still ours.
        foreach (var folder in Directory.EnumerateDirectories(Path))
            Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Path).Where(file => file != Mark))
            File.Delete(file);
        File.Delete(Mark);
        Directory.Delete(Path);
    }

    private bool IsEmpty() => Directory.Exists(Path) && !Directory.EnumerateFileSystemEntries(Path).Any();
}
