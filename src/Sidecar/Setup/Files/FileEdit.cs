namespace Sidecar.Setup.Files;

/// <summary>One change of one file, not made yet.</summary>
/// <param name="Path">Which file, absolute; not a symbolic link.</param>
/// <param name="Before">Its bytes now (see <see cref="ByteText"/>); null where there is none.</param>
/// <param name="After">Its bytes then; null to delete it.</param>
/// <param name="NewMode">The mode it gets; null to keep the one it has.</param>
internal sealed record FileEdit(string Path, string? Before, string? After, UnixFileMode? NewMode = null)
{
    public string? Difference => LineDifference.Between(Before, After);

    /// <exception cref="IOException">The file is not as it was when the change was thought out.</exception>
    public void Apply()
    {
        if (ByteText.Read(Path) != Before)
            throw new IOException("The file changed meanwhile.");

        if (After is null)
        {
            File.Delete(Path);
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var mode = NewMode ?? FileModes.Of(Path) ?? FileModes.Text;
        if (After == Before)
            FileModes.Set(Path, mode);
        else
            ByteText.Write(Path, After, mode);
    }
}
