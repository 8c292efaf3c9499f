using Sidecar.Repository;

namespace Sidecar.Setup.Files;

/// <summary>Questions about where paths lie.</summary>
internal static class Folders
{
    /// <summary>Whether a path is the folder itself or lies below it, symbolic links followed.</summary>
    public static bool Contains(string folder, string path)
    {
        var relative = Path.GetRelativePath(RealPath.Of(folder), RealPath.Of(path));
        return !Path.IsPathRooted(relative)
            && relative != ".."
            && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>Deletes a folder if there is nothing in it.</summary>
    public static void DeleteIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
