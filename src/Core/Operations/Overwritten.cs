using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Operations;

/// <summary>Uncommitted work that an operation of git changed or took away.</summary>
/// <param name="Work">Whose work, and in which file.</param>
/// <param name="Left">What stands there now, where it is still not committed; null where the file is clean again.</param>
public sealed record Overwritten(UncommittedWork Work, SeenChange? Left);
