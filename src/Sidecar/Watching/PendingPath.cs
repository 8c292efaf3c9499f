using Sidecar.Watching.Sources;

namespace Sidecar.Watching;

/// <summary>A path of which hints came, not looked at yet.</summary>
/// <param name="Path">The path; of a folder that vanished or moved, all below it is meant.</param>
/// <param name="FirstAt">When the first hint came; a timestamp of the clock that is never set.</param>
/// <param name="LastAt">When the last hint came; as <paramref name="FirstAt"/>.</param>
/// <param name="Writer">Who did it last, as far as the source knows.</param>
internal sealed record PendingPath(RepoPath Path, long FirstAt, long LastAt, Writer? Writer)
{
    // Enough for all that a file can be written by in a second, and little to remember.
    private const int MostEarlier = 8;

    /// <summary>Who wrote it before <see cref="Writer"/>, each process once.</summary>
    public IReadOnlyList<Writer> Earlier { get; init; } = [];

    /// <summary>Whether git was changing the worktree from the first hint to the last; known once they are taken.</summary>
    public bool DuringGit { get; init; }

    /// <summary>The same path after another hint.</summary>
    public PendingPath Again(long at, Writer? writer) => this with
    {
        LastAt = at,
        Writer = writer ?? Writer,
        Earlier = writer is null || Writer is null || IsSame(writer, Writer) ? Earlier : With(Writer),
    };

    /// <summary>The same path after all the hints of a newer one.</summary>
    public PendingPath Again(PendingPath newer) => newer.Earlier
        .Append(newer.Writer)
        .Aggregate(this, (path, writer) => path.Again(newer.LastAt, writer));

    private IReadOnlyList<Writer> With(Writer writer) =>
        Earlier.Count == MostEarlier || Earlier.Any(known => IsSame(known, writer)) ? Earlier : [.. Earlier, writer];

    private static bool IsSame(Writer one, Writer other) => one.Line[0].Process == other.Line[0].Process;
}
