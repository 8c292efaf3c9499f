using Sidecar.Work;

namespace Sidecar.Status;

/// <summary>Who has uncommitted work in a file that somebody asks about.</summary>
/// <param name="Work">The work.</param>
/// <param name="IsMine">Whether it is the asker's own.</param>
public sealed record Writer(UncommittedWork Work, bool IsMine);
