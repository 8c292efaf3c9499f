namespace Sidecar.Storage;

/// <summary>What happened, in order. Rows are only ever added.</summary>
public sealed class EventLog(SidecarDatabase db)
{
    /// <summary>Records something that is not part of a store's own transaction, such as a refused commit.</summary>
    public void Add(Happening happening) => throw new NotImplementedException();

    /// <summary>The newest events, newest first.</summary>
    public IReadOnlyList<Happening> Recent(int limit, long since = 0) => throw new NotImplementedException();
}
