using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Storage;

public sealed class DoorbellTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sidecar-bell-").FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task After_a_ring_it_lets_look_again_soon_because_the_change_may_not_have_been_there_yet()
    {
        using var bell = new Doorbell(_folder, _time);
        var first = bell.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        File.Create(Path.Combine(_folder, "state.db-wal")).Dispose();
        await first;

        var second = bell.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(4));

        await second.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
