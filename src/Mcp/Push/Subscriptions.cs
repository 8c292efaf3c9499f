namespace Sidecar.Mcp.Push;

/// <summary>Which resources the client wants to hear about, and of which it has not heard yet. Safe to use from several calls at once.</summary>
internal sealed class Subscriptions(TimeProvider time)
{
    /// <summary>How far apart two notifications about one resource are at least: a client may read it anew each time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    // Guarded by the lock.
    private readonly HashSet<Subscription> _subscribed = [];
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _told = new(StringComparer.Ordinal);

    public bool Any
    {
        get
        {
            lock (_lock)
                return _subscribed.Count > 0;
        }
    }

    public void Add(Subscription subscription)
    {
        lock (_lock)
            _subscribed.Add(subscription);
    }

    public void Remove(Subscription subscription)
    {
        lock (_lock)
            _subscribed.Remove(subscription);
    }

    /// <summary>Remembers that resources are not as they were.</summary>
    public void Change(IEnumerable<string> resources)
    {
        lock (_lock)
            _changed.UnionWith(resources);
    }

    /// <summary>Who is to be told now; what was told of just before stays for later.</summary>
    public IReadOnlyList<Subscription> TakeDue()
    {
        lock (_lock)
        {
            var due = _changed.Where(uri => !_told.TryGetValue(uri, out var last) || time.GetElapsedTime(last) >= Interval).ToList();
            foreach (var uri in due)
            {
                _changed.Remove(uri);
                _told[uri] = time.GetTimestamp();
            }

            return [.. _subscribed.Where(subscription => due.Contains(subscription.Uri))];
        }
    }
}
