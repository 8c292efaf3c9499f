namespace Sidecar.Mcp;

/// <summary>
/// Answers that may still turn out to be dropped: a client that cancels a request reads no answer to it, whether the answer
/// is still being made, on its way, or crosses the cancellation.
/// </summary>
internal sealed class Answered
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Action> _undo = new(StringComparer.Ordinal);
    private readonly HashSet<string> _droppedEarly = new(StringComparer.Ordinal);

    /// <summary>A new call: what was answered before it has been read.</summary>
    public void Confirm()
    {
        lock (_lock)
            _undo.Clear();
    }

    /// <summary>A request is about to be answered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="undo">What to do if nobody reads the answer.</param>
    public void Add(string request, Action undo)
    {
        lock (_lock)
        {
            if (!_droppedEarly.Remove(request))
            {
                _undo[request] = undo;
                return;
            }
        }

        undo();
    }

    /// <summary>The client has cancelled a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isRunning">Whether its answer has not been written yet.</param>
    public void Drop(string request, bool isRunning)
    {
        Action? undo;
        lock (_lock)
        {
            if (!_undo.Remove(request, out undo) && isRunning)
                _droppedEarly.Add(request);
        }

        undo?.Invoke();
    }
}
