namespace Sidecar.Watching.Sources.Linux;

/// <summary>A tree that is watched.</summary>
/// <param name="Name">As it was given.</param>
/// <param name="OsPath">Without symbolic links.</param>
/// <param name="IsLeftOut">Prunes.</param>
internal sealed record WatchedRoot(string Name, byte[] OsPath, Func<string, bool> IsLeftOut)
{
    private readonly string _text = Linux.OsPath.Text(OsPath);

    /// <summary>Absolute, as the kernel tells it of open files.</summary>
    public string Absolute(string path) => $"{_text}/{path}";
}
