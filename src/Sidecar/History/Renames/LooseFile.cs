using LibGit2Sharp;

namespace Sidecar.History.Renames;

/// <summary>A file that a commit deleted or added: one end of what may be a rename.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Id">Its content.</param>
/// <param name="Mode">Its mode.</param>
internal sealed record LooseFile(string Path, ObjectId Id, Mode Mode)
{
    /// <summary>Whether it is neither a link nor a submodule.</summary>
    public bool IsPlain => Mode is Mode.NonExecutableFile or Mode.ExecutableFile or Mode.NonExecutableGroupWritableFile;

    /// <summary>The part of its path behind the last '/'.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
