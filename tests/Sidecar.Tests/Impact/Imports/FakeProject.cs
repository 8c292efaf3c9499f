using Sidecar.Impact.Imports;

namespace Sidecar.Tests.Impact.Imports;

/// <summary>Files of a project as they would lie on disk.</summary>
internal sealed class FakeProject : IProjectFiles
{
    private readonly Dictionary<RepoPath, string> _files = [];

    /// <summary>How often a file was read.</summary>
    public int Reads { get; private set; }

    public FakeProject With(string path, string text = "")
    {
        _files[World.Changed.Path(path)] = text;
        return this;
    }

    public FakeProject WithFiles(params string[] paths)
    {
        foreach (var path in paths)
            With(path, "");
        return this;
    }

    public bool Contains(RepoPath file) => _files.ContainsKey(file);

    public IReadOnlyList<RepoPath> Named(string name) => [.. _files.Keys.Where(file => Path.GetFileName(file.ToString()) == name)];

    public IReadOnlyList<RepoPath> In(string folder) => [.. _files.Keys.Where(file => file.Parent == folder)];

    public string? Read(RepoPath file)
    {
        Reads++;
        return _files.GetValueOrDefault(file);
    }

    /// <summary>What a file depends on, in the order of the names.</summary>
    public IReadOnlyList<string> Of(string path) =>
        [.. new ImportScan().Of(World.Changed.Path(path), this).Select(dependency => dependency.On.Text).Order(StringComparer.Ordinal)];
}
