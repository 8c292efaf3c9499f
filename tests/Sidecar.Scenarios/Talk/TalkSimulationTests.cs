using System.Globalization;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>
/// Goal: whatever a crowd of agents says, no message is lost, none is shown to anybody else, none comes out of order, none is
/// shown twice unless a process ended in between, and what is told to be unread is.
/// Method: seeded random sends, reads, acks, renames, clean ends, kill -9 of servers and clients and restarts with real
/// servers, one step at a time, each beside a model. Replay one failure with SIDECAR_SEED=number; SIDECAR_TALK_RUNS=number
/// does more runs than usual.
/// </summary>
public sealed class TalkSimulationTests
{
    private const int Runs = 3;
    private const int Steps = 120;

    public static TheoryData<int> Seeds =>
        int.TryParse(Environment.GetEnvironmentVariable("SIDECAR_SEED"), CultureInfo.InvariantCulture, out var only)
            ? [only]
            : [.. Enumerable.Range(1, int.TryParse(
                Environment.GetEnvironmentVariable("SIDECAR_TALK_RUNS"), CultureInfo.InvariantCulture, out var more) ? more : Runs)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Whatever_is_said_is_heard_once_and_in_order(int seed) => TalkSimulation.RunAsync(seed, Steps);
}
