using Sidecar.Storage;

namespace Sidecar.Tests.Storage;

public sealed class SqlitePausesTests
{
    [Fact]
    public void A_pause_of_microseconds_is_not_rounded_up_to_a_second()
    {
        Assert.Throws<SidecarException>(() => SidecarDatabase.Open("/nonexistent", TimeSpan.Zero));

        Assert.InRange(SqlitePauses.Pause(39), 39, 100_000);
    }
}
