namespace Sidecar.Scenarios.Talk;

/// <summary>Which names mean the same one: a name that was given up means the later one, until somebody takes it.</summary>
internal sealed class NameBook
{
    private readonly Dictionary<string, string> _later = [];
    private readonly Dictionary<string, HashSet<string>> _earlier = [];

    /// <summary>What whoever is meant by a name is called now.</summary>
    public string Now(string name)
    {
        while (_later.TryGetValue(name, out var later))
            name = later;
        return name;
    }

    /// <summary>Under which names whoever has this one has sent.</summary>
    public IEnumerable<string> Of(string name) => Earlier(name).Append(name);

    /// <summary>Somebody comes under a name.</summary>
    public void Take(string name)
    {
        _later.Remove(name);
        foreach (var earlier in _earlier.Values)
            earlier.Remove(name);
    }

    /// <summary>Somebody gives a name up for another one.</summary>
    public void Change(string from, string to)
    {
        Take(to);
        _earlier[to] = [.. Earlier(from).Append(from)];
        _earlier.Remove(from);
        _later[from] = to;
    }

    private IEnumerable<string> Earlier(string name) => _earlier.GetValueOrDefault(name) ?? [];
}
