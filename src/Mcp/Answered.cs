namespace Sidecar.Mcp;

/// <summary>
/// Answers that may still turn out to be dropped: a client that cancels a request reads no answer to it, whether the answer
/// is still being made, on its way, or crosses the cancellation.
/// </summary>
/// <remarks>Calls begin in any order, so what one of them proves is told by when it was read, and not by when it begins.</remarks>
internal sealed class Answered
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _droppedEarly = new(StringComparer.Ordinal);
    private long _turn;

    /// <summary>A call was read.</summary>
    /// <param name="request">The request.</param>
    public void Ask(string request)
    {
        lock (_lock)
            _asked[request] = ++_turn;
    }

    /// <summary>A call begins: what was answered before it was read has been read itself.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The numbers of the calls that were answered since, of which nobody knows that yet.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled before it began.</exception>
    public IReadOnlyList<long> Begin(string request)
    {
        lock (_lock)
        {
            var isKnown = _asked.Remove(request, out var asked);
            if (_droppedEarly.Remove(request))
                throw new OperationCanceledException();

            foreach (var (read, _) in _answers.Where(answer => !isKnown || answer.Value.Turn < asked).ToList())
                _answers.Remove(read);
            return [.. _answers.Values.Select(answer => answer.Call)];
        }
    }

    /// <summary>A request is about to be answered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="call">The call's number.</param>
    /// <param name="undo">What to do if nobody reads the answer.</param>
    public void Add(string request, long call, Action undo)
    {
        lock (_lock)
        {
            if (!_droppedEarly.Remove(request))
            {
                _answers[request] = new Answer(++_turn, call, undo);
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
        Answer? answer;
        lock (_lock)
        {
            if (!_answers.Remove(request, out answer) && isRunning)
                _droppedEarly.Add(request);
        }

        answer?.Undo();
    }

    private sealed record Answer(long Turn, long Call, Action Undo);
}
