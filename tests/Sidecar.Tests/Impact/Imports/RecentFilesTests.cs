using Sidecar.Impact.Imports;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Impact.Imports;

public sealed class RecentFilesTests : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly ManualTime _time = new();
    private readonly RecentFiles _files;

    public RecentFilesTests() => _files = new(_time);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_listing_counts_for_two_seconds()
    {
        var first = List();
        _time.Advance(RecentFiles.MaxAge - TimeSpan.FromMilliseconds(1));
        Assert.Same(first, List());

        _repository.Write("new.py");
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(List().Contains(Changed.Path("new.py")));
    }

    [Fact]
    public void A_listing_counts_until_the_index_is_written()
    {
        var first = List();

        _repository.Commit("a.py");

        Assert.False(first.Contains(Changed.Path("a.py")));
        Assert.True(List().Contains(Changed.Path("a.py")));
    }

    private ProjectFiles List() => _files.Of(_repository.GitProcess, _repository.Folders);
}
