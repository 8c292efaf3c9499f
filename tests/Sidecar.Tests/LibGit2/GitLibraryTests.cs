using Sidecar.LibGit2;

namespace Sidecar.Tests.LibGit2;

public sealed class GitLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sidecar-test-").FullName;

    [Fact]
    public void There_is_a_version_that_works_or_a_reason_and_what_to_do()
    {
        var library = Library.Here;

        if (library.Version is { } version)
            Assert.True(version.Major == 1 && version.Minor is >= 5 and <= 7 && library.Problem is null, version.ToString());
        else
            Assert.Contains("so git is started instead, which is slower", library.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_is_what_it_says_and_not_what_it_is_called()
    {
        var here = SystemLibrary.Find();
        File.WriteAllText(Path.Combine(_folder, "libgit2.so.1.7"), "no library");
        if (here is not null)
            File.CreateSymbolicLink(Path.Combine(_folder, "libgit2.so.1.6"), here.Path);

        Assert.Equal(here?.Version, SystemLibrary.Find([_folder])?.Version);
    }

    [Fact]
    public void The_folder_with_the_link_belongs_to_its_user_alone_and_is_put_right()
    {
        var environment = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = "relative", ["HOME"] = _folder };

        LinkFolder.Make(environment, "/old/libgit2.so");
        var made = LinkFolder.Make(environment, "/new/libgit2.so");

        Assert.Equal(Path.Combine(_folder, ".cache", "sidecar", "libgit2"), made);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made));
        Assert.Equal("/new/libgit2.so", new FileInfo(Path.Combine(made, "git2-a2bde63.so")).LinkTarget);
        Assert.Equal(["config", "git2-a2bde63.so"], Directory.EnumerateFileSystemEntries(made).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Many_who_make_it_at_once_all_find_the_link()
    {
        var environment = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = _folder };

        Parallel.For(0, 200, number => Assert.NotNull(new FileInfo(
            Path.Combine(LinkFolder.Make(environment, $"/library/{number % 3}"), "git2-a2bde63.so")).LinkTarget));

        Assert.Equal(2, Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "sidecar", "libgit2")).Count());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
