using Sidecar.Impact.Imports;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Impact.Imports;

public sealed class ProjectFilesTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Tracked_files_and_new_ones_are_there_and_ignored_ones_are_not()
    {
        _repository.Commit("src/a.py", "lib/a.py").Write(".gitignore", "*.pyc\n").Write("src/b.py").Write("src/a.pyc");

        var project = ProjectFiles.Read(_repository.GitProcess);

        Assert.Equal(["lib/a.py", "src/a.py"], Names(project.Named("a.py")));
        Assert.Equal(["src/a.py", "src/b.py"], Names(project.In("src")));
        Assert.Equal([".gitignore"], Names(project.In("")));
        Assert.True(project.Contains(Changed.Path("src/b.py")));
        Assert.False(project.Contains(Changed.Path("src/a.pyc")));
    }

    [Fact]
    public void A_file_is_read_as_it_lies_there()
    {
        _repository.Commit("a.py", "gone.py").Write("a.py", "\ufeffimport b\n");
        File.Delete(_repository.Path_("gone.py"));

        var project = ProjectFiles.Read(_repository.GitProcess);

        Assert.Equal("import b\n", project.Read(Changed.Path("a.py")));
        Assert.Null(project.Read(Changed.Path("gone.py")));
    }

    [Fact]
    public void What_is_no_text_or_too_large_is_not_read()
    {
        _repository.Write("binary.py", "a\0b").Write("large.py", new string('a', ProjectFiles.MaxBytes + 1)).Write("most.py", new string('a', ProjectFiles.MaxBytes));

        var project = ProjectFiles.Read(_repository.GitProcess);

        Assert.Null(project.Read(Changed.Path("binary.py")));
        Assert.Null(project.Read(Changed.Path("large.py")));
        Assert.NotNull(project.Read(Changed.Path("most.py")));
    }

    [Fact]
    public void No_link_is_followed()
    {
        _repository.Commit("src/a.py");
        File.WriteAllText(Path.Combine(_repository.Folder, "a.py"), "secret");
        File.CreateSymbolicLink(_repository.Path_("link.py"), "../a.py");
        Directory.Delete(_repository.Path_("src"), recursive: true);
        Directory.CreateSymbolicLink(_repository.Path_("src"), "..");

        var project = ProjectFiles.Read(_repository.GitProcess);

        Assert.True(project.Contains(Changed.Path("src/a.py")));
        Assert.Null(project.Read(Changed.Path("src/a.py")));
        Assert.Null(project.Read(Changed.Path("link.py")));
    }

    [Fact]
    public void Where_there_is_no_repository_that_is_told()
    {
        using var empty = new ScratchRepository(initialise: false);

        Assert.Equal(ProblemKind.CannotTell, Assert.Throws<SidecarException>(() => ProjectFiles.Read(empty.GitProcess)).Kind);
    }

    public void Dispose() => _repository.Dispose();

    private static IEnumerable<string> Names(IEnumerable<RepoPath> files) => files.Select(file => file.ToString()).Order(StringComparer.Ordinal);
}
