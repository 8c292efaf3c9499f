namespace Sidecar.History;

/// <summary>A path that a file has or had. Numbers of paths link those of one directory, and those of one stem; -1 ends them.</summary>
internal struct PathRow
{
    public RepoPath Path;
    public int Directory;
    public int Stem;
    public int NextInDirectory;
    public int NextOfStem;

    /// <summary>The file that it leads to; -1 for none yet.</summary>
    public int File;

    /// <summary>Whether a file lies there now.</summary>
    public bool IsAlive;
}
