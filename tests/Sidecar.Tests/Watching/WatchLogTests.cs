using Sidecar.Tests.World;
using Sidecar.Watch;
using Sidecar.Watching;

namespace Sidecar.Tests.Watching;

public sealed class WatchLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sidecar-log-").FullName;
    private readonly WatchLog _log;

    public WatchLogTests()
    {
        LogFolder.Create(_folder);
        _log = new WatchLog(_folder, new ManualTime());
    }

    [Fact]
    public void A_line_has_its_time_and_cannot_forge_another()
    {
        _log.Add("one\ntwo");

        Assert.Equal("2030-01-01T12:00:00.000Z one\\ntwo\n", File.ReadAllText(_log.Path));
    }

    [Fact]
    public void It_is_for_its_owner_only()
    {
        _log.Add("one");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_log.Path));
    }

    [Fact]
    public void At_a_megabyte_a_new_one_is_begun_and_the_last_one_kept()
    {
        for (var line = 0; line < 25; line++)
            _log.Add(new string('x', 100_000));

        Assert.InRange(new FileInfo(_log.Path).Length, 1, 1024 * 1024);
        Assert.InRange(new FileInfo(_log.Path + ".1").Length, 900_000, 1024 * 1024);
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(_log.Path)!).Length);
    }

    [Fact]
    public void A_folder_that_is_gone_stays_gone()
    {
        Directory.Delete(_folder, recursive: true);

        _log.Add("one");

        Assert.False(Directory.Exists(_folder));
        Directory.CreateDirectory(_folder);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
