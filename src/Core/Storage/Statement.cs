using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>A statement while it is run. Disposing it gives it back to be run again, or ends it.</summary>
/// <param name="command">The statement.</param>
/// <param name="keptBy">Who keeps it; null for one that is run once.</param>
internal sealed class Statement(DbCommand command, Statements? keptBy) : IDisposable
{
    /// <summary>The statement.</summary>
    public DbCommand Command => command;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (keptBy is null)
            command.Dispose();
        else
            keptBy.GiveBack(this);
    }
}
