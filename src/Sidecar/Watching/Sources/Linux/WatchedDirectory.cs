namespace Sidecar.Watching.Sources.Linux;

/// <summary>A directory below a root.</summary>
internal sealed class WatchedDirectory<TKey>
    where TKey : notnull
{
    private readonly byte[] _name;
    private Dictionary<string, WatchedDirectory<TKey>>? _children;

    private WatchedDirectory(WatchedRoot root, WatchedDirectory<TKey>? parent, byte[] name, string path)
    {
        Root = root;
        Parent = parent;
        _name = name;
        Path = path;
    }

    public WatchedRoot Root { get; }

    /// <summary>Null for the root itself.</summary>
    public WatchedDirectory<TKey>? Parent { get; }

    /// <summary>Below the root; empty for the root itself.</summary>
    public string Path { get; }

    public TKey Key { get; set; } = default!;

    public IEnumerable<WatchedDirectory<TKey>> Children => _children?.Values ?? Enumerable.Empty<WatchedDirectory<TKey>>();

    public static WatchedDirectory<TKey> Top(WatchedRoot root) => new(root, parent: null, name: [], path: "");

    /// <summary>One in this directory; <see cref="Keep"/> it once it is watched.</summary>
    public WatchedDirectory<TKey> Below(byte[] name, string text) => new(Root, this, name, PathOf(text));

    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}/{name}";

    public byte[] OsPath() => Parent is null ? Root.OsPath : Linux.OsPath.Join(Parent.OsPath(), _name);

    public WatchedDirectory<TKey>? Find(string name) => _children?.GetValueOrDefault(name);

    public void Keep(WatchedDirectory<TKey> child) => (_children ??= new(StringComparer.Ordinal))[NameOf(child)] = child;

    public void Drop(WatchedDirectory<TKey> child)
    {
        if (ReferenceEquals(Find(NameOf(child)), child))
            _children!.Remove(NameOf(child));
    }

    private static string NameOf(WatchedDirectory<TKey> child) => child.Path[(child.Path.LastIndexOf('/') + 1)..];
}
