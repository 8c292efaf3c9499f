namespace Sidecar.Storage;

/// <summary>The bell of one reader: a file in a folder of its own, because whoever watches a folder wakes for all that is in it.</summary>
public static class MailBell
{
    /// <summary>The file that is written to when a message is there.</summary>
    public const string File = "ring";

    /// <summary>The folder of all bells, in the state folder.</summary>
    public const string Folder = "bells";

    /// <summary>Hangs the bell up; its folder, or null where that cannot be (a read-only state, or one that was taken away).</summary>
    public static string? Prepare(string stateFolder, string reader)
    {
        // Whoever still waits where the state was taken away leaves nothing behind there.
        if (!SidecarDatabase.Exists(stateFolder))
            return null;

        var place = Place(stateFolder, reader);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            Directory.CreateDirectory(place);
            new FileStream(Path.Combine(place, File), options).Dispose();
            return place;
        }
        catch (Exception readOnly) when (readOnly is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Rings, if the bell hangs there. Whoever does not hear it looks by itself a little later.</summary>
    public static void Ring(string stateFolder, string reader)
    {
        var bell = Path.Combine(Place(stateFolder, reader), File);
        if (!System.IO.File.Exists(bell))
            return;

        try
        {
            using var file = System.IO.File.OpenHandle(bell, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.Write(file, "1"u8, fileOffset: 0);
        }
        catch (Exception notHeard) when (notHeard is IOException or UnauthorizedAccessException)
        {
            // The message is stored: that is what counts.
        }
    }

    /// <summary>Takes the bell down. Whoever still listens to it hangs it up again.</summary>
    public static void TakeDown(string place)
    {
        try
        {
            System.IO.File.Delete(Path.Combine(place, File));
            Directory.Delete(place);
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            // Somebody hangs it up again, or it is gone already.
        }
    }

    /// <summary>Takes down the bells of all but these readers.</summary>
    public static void RemoveOthers(string stateFolder, IEnumerable<string> readers)
    {
        var all = Path.Combine(stateFolder, Folder);
        if (!Directory.Exists(all))
            return;

        try
        {
            foreach (var place in Directory.EnumerateDirectories(all, "@*").Except(readers.Select(reader => Place(stateFolder, reader)), StringComparer.Ordinal))
                TakeDown(place);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // They may not be looked at, or were taken away meanwhile: one too many harms nobody.
        }
    }

    /// <summary>Takes all bells down, and their folder away if nothing else is in it.</summary>
    public static void RemoveAll(string stateFolder)
    {
        RemoveOthers(stateFolder, []);
        var all = Path.Combine(stateFolder, Folder);
        if (Directory.Exists(all) && !Directory.EnumerateFileSystemEntries(all).Any())
            Directory.Delete(all);
    }

    // Names may be spelled in any case, and some mean something to the file system ("..", "con").
    private static string Place(string stateFolder, string reader) =>
        Path.Combine(stateFolder, Folder, "@" + reader.ToLowerInvariant());
}
