using System.Globalization;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

/// <summary>
/// Goal: whatever a crowd of agents does, a live holder never loses a path before its time, no two hold what overlaps unless
/// both share it, nothing is granted in part, who came first is served first, and every message, to one, to all or in a topic,
/// reaches a live reader of that name at least once and nobody else.
/// Method: seeded random claims, waits, releases, hand-overs, messages, topics, deaths, unreadable processes, restarts and passing
/// time, each run with a random part of these, against the real stores and beside models small enough to be obviously
/// right. Replay one failure with SIDECAR_SEED=number.
/// </summary>
public sealed class SimulationTests
{
    private const int Runs = 40;

    public static TheoryData<int> Seeds =>
        int.TryParse(Environment.GetEnvironmentVariable("SIDECAR_SEED"), CultureInfo.InvariantCulture, out var only)
            ? [only]
            : [.. Enumerable.Range(1, Runs)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_a_crowd_does_its_claims_and_messages_are_as_the_model_says(int seed)
    {
        using var simulation = new CrowdSimulation(seed);

        simulation.Run();
    }

    [Fact]
    public void The_patterns_overlap_as_the_hand_written_list_of_their_files_says()
    {
        foreach (var one in Ground.Patterns)
        {
            foreach (var other in Ground.Patterns)
                Assert.Equal(Ground.Overlap(one, other), Crowd.Patterns(one)[0].Intersects(Crowd.Patterns(other)[0]));
        }
    }
}
