using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

public sealed class BlobHashTests : IDisposable
{
    private readonly ScratchRepository _repository = new(initialise: false);

    [Theory]
    [InlineData("sha1", 0)]
    [InlineData("sha1", 1)]
    [InlineData("sha1", 65_535)]
    [InlineData("sha1", 65_536)]
    [InlineData("sha1", 200_000)]
    [InlineData("sha256", 0)]
    [InlineData("sha256", 200_000)]
    public void A_file_has_the_id_that_git_gives_its_bytes(string format, int size)
    {
        Initialise(format);
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        File.WriteAllBytes(_repository.Path_("file"), bytes);

        Assert.Equal(ByGit("file"), Hash("file"));
    }

    [Fact]
    public void Filters_and_line_ends_do_not_count()
    {
        Initialise("sha1");
        _repository.Write(".gitattributes", "* text=auto eol=lf\n").Write("file", "a\r\nb\r\n");

        Assert.Equal(ByGit("file"), Hash("file"));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("nowhere/ä")]
    [InlineData("/dev/zero")]
    [InlineData(".")]
    public void A_link_is_its_target_and_is_not_followed(string target)
    {
        Initialise("sha1");
        _repository.Write("file");
        File.CreateSymbolicLink(_repository.Path_("link"), target);
        _repository.Git("add", "link");

        Assert.Equal(_repository.Git("rev-parse", ":link").Trim(), Hash("link"));
    }

    [Fact]
    public void What_is_no_readable_file_has_none()
    {
        Initialise("sha1");
        Directory.CreateDirectory(_repository.Path_("folder"));
        _repository.Run("mkfifo", [_repository.Path_("pipe")]);
        Assert.True(File.Exists(_repository.Path_("pipe")));

        Assert.Null(Hash("folder"));
        Assert.Null(Hash("pipe"));
        Assert.Null(Hash("nothing"));
        Assert.Null(Hash("nothing/below"));
        Assert.Null(BlobHash.For(_repository.GitProcess).Of("/dev/zero"));
        Assert.Null(BlobHash.For(_repository.GitProcess).Of("/proc/self/status"));
    }

    [Fact]
    public void The_largest_file_that_is_hashed_has_16_MiB()
    {
        Initialise("sha1");
        File.WriteAllBytes(_repository.Path_("largest"), new byte[BlobHash.MaxBytes]);
        File.WriteAllBytes(_repository.Path_("larger"), new byte[BlobHash.MaxBytes + 1]);

        Assert.Equal(ByGit("largest"), Hash("largest"));
        Assert.Null(Hash("larger"));
    }

    public void Dispose() => _repository.Dispose();

    private void Initialise(string format) => _repository.Git("init", "-q", $"--object-format={format}");

    private string? Hash(string path) => BlobHash.For(_repository.GitProcess).Of(_repository.Path_(path));

    private string ByGit(string path) => _repository.Git("hash-object", "--no-filters", "--", path).Trim();
}
