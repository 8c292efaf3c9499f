using Sidecar.Forecasting;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Forecasting;

/// <summary>The folder of forecasts: ours to the last file, and nobody else's.</summary>
public sealed class ScratchFolderTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("sidecar-test-").FullName;

    private string Place => Path.Combine(_state, ScratchFolder.Name);

    [UnprivilegedFact]
    public void What_could_be_removed_only_in_part_is_ours_still()
    {
        var folder = new ScratchFolder(_state);
        folder.Make("/objects");
        var stuck = Directory.CreateDirectory(Path.Combine(Place, "stuck"));
        File.WriteAllText(Path.Combine(stuck.FullName, "file"), "");
        Allow(stuck, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Unprivileged.Run(() => Assert.ThrowsAny<Exception>(folder.Remove));

        Allow(stuck, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        folder.Remove();

        Assert.False(Directory.Exists(Place));
    }

    [Fact]
    public void Somebody_elses_is_left_alone()
    {
        Directory.CreateDirectory(Place);
        File.WriteAllText(Path.Combine(Place, "theirs"), "");

        new ScratchFolder(_state).Remove();

        Assert.True(File.Exists(Path.Combine(Place, "theirs")));
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private static void Allow(DirectoryInfo folder, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, mode);
    }
}
