using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>The shared state of one repository, opened by this process. Safe to use from several threads.</summary>
public sealed class SidecarDatabase : IDisposable
{
    /// <summary>Whether this folder holds a state.</summary>
    public static bool Exists(string folder) => throw new NotImplementedException();

    /// <summary>Creates the state if there is none; false if there was one.</summary>
    public static bool Create(string folder) => throw new NotImplementedException();

    /// <summary>Opens the state, bringing an older schema up to date.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="patience">How long to wait for other writers.</param>
    /// <exception cref="SidecarException">
    /// There is none (<see cref="ProblemKind.NotSetUp"/>), or it is corrupt, locked or newer than this program
    /// (<see cref="ProblemKind.CannotTell"/>).
    /// </exception>
    public static SidecarDatabase Open(string folder, TimeSpan patience) => throw new NotImplementedException();

    /// <summary>Whether only reading works here (a sandbox with a read-only state folder).</summary>
    public bool IsReadOnly => throw new NotImplementedException();

    /// <summary>Reads a consistent picture.</summary>
    public T Read<T>(Func<DbConnection, T> work) => throw new NotImplementedException();

    /// <summary>Runs one write transaction; all or nothing.</summary>
    public T Write<T>(Func<DbConnection, T> work) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
