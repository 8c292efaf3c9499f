using System.Diagnostics;
using System.Globalization;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Crowd;

/// <summary>
/// Goal: whatever a crowd of real servers does at once, no path ever has two live exclusive holders.
/// Method: seeded random claims and releases of overlapping paths, while some clients are killed; each server's replies
/// say when it surely held what. Replay the choices of one run with SIDECAR_SEED=number.
/// </summary>
public sealed class CrowdTests
{
    private const int Agents = 10;
    private const int Killed = 3;
    private const int StepsEach = 25;

    private static readonly string[] Paths =
        ["x/", "x/1.txt", "x/2.txt", "x/**/*.cs", "x/deep/3.cs", "y/1.txt", "y/2.txt", "y/", "task:one", "z.txt"];

    // Which of them no two may hold at once, itself apart.
    private static readonly (string, string)[] Overlapping =
    [
        ("x/", "x/1.txt"), ("x/", "x/2.txt"), ("x/", "x/**/*.cs"), ("x/", "x/deep/3.cs"), ("x/**/*.cs", "x/deep/3.cs"),
        ("y/", "y/1.txt"), ("y/", "y/2.txt"),
    ];

    [Fact]
    public async Task No_path_ever_has_two_live_holders()
    {
        var seed = Environment.GetEnvironmentVariable("SIDECAR_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        using var repository = await SandboxRepository.CreateAsync();
        var members = new List<Member>();
        try
        {
            for (var number = 0; number < Agents; number++)
                members.Add(new Member(await AgentProcess.StartAsync(repository.Main, $"agent{number}"), new Random(seed + number), number < Killed));

            await Task.WhenAll(members.Select(member => member.WorkAsync()));

            var holds = members.SelectMany(member => member.Holds).ToList();
            Assert.True(holds.Count > Agents, $"seed {seed}: hardly anything was granted");
            Assert.Empty(holds.SelectMany(one => holds.Where(other => Collide(one, other)).Select(other => $"seed {seed}: {one} and {other}")));
        }
        finally
        {
            foreach (var member in members)
                await member.Agent.DisposeAsync();
        }

        (await repository.Main.SidecarAsync("doctor", "--json")).Succeeded();
        Assert.Empty((await repository.Main.SidecarAsync("claims", "--json")).Succeeded().Json.GetProperty("claims").EnumerateArray());
    }

    private static bool Collide(Hold one, Hold other) =>
        string.CompareOrdinal(one.Agent, other.Agent) < 0
        && one.From < other.To && other.From < one.To
        && (one.Path == other.Path || Overlapping.Contains((one.Path, other.Path)) || Overlapping.Contains((other.Path, one.Path)));

    /// <summary>From when to when an agent surely held a path: from the reply that granted it to the request that gave it back.</summary>
    private sealed record Hold(string Agent, string Path, long From, long To);

    private sealed class Member(AgentProcess agent, Random random, bool dies)
    {
        private readonly Dictionary<string, long> _held = new(StringComparer.Ordinal);

        public AgentProcess Agent => agent;

        public List<Hold> Holds { get; } = [];

        public async Task WorkAsync()
        {
            var end = dies ? random.Next(5, StepsEach) : StepsEach;
            for (var step = 0; step < end; step++)
                await StepAsync();

            GiveBack([.. _held.Keys]);
            if (dies)
                agent.KillClient();
            else
                (await agent.CallAsync("release")).Succeeded();
        }

        private async Task StepAsync()
        {
            if (_held.Count > 0 && random.Next(2) == 0)
            {
                var path = _held.Keys.ElementAt(random.Next(_held.Count));
                GiveBack([path]);
                (await agent.ReleaseAsync(path)).Succeeded();
                return;
            }

            string[] wanted = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Paths[random.Next(Paths.Length)]).Distinct()];
            if ((await agent.ClaimAsync(wanted)).IsError)
                return;

            foreach (var path in wanted)
                _held.TryAdd(path, Stopwatch.GetTimestamp());
        }

        private void GiveBack(string[] paths)
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var path in paths)
            {
                Holds.Add(new Hold(agent.Name, path, _held[path], now));
                _held.Remove(path);
            }
        }
    }
}
