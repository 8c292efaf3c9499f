using Sidecar.Claims;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

/// <summary>What the crowd claims: a few patterns, each with the files it covers, written down by hand.</summary>
internal static class Ground
{
    private static readonly Dictionary<string, string[]> Covered = new(StringComparer.Ordinal)
    {
        ["README.md"] = ["README.md"],
        ["**/*.md"] = ["README.md", "src/x/b.md"],
        ["src/a.cs"] = ["src/a.cs"],
        ["src/b.cs"] = ["src/b.cs"],
        ["src/"] = ["src/a.cs", "src/b.cs", "src/x/a.cs", "src/x/b.md"],
        ["src/*.cs"] = ["src/a.cs", "src/b.cs"],
        ["src/**/a.cs"] = ["src/a.cs", "src/x/a.cs"],
        ["src/x/"] = ["src/x/a.cs", "src/x/b.md"],
        ["app/[id].tsx"] = ["app/[id].tsx"],
        ["task:login"] = ["task:login"],
    };

    public static IReadOnlyList<string> Patterns { get; } = [.. Covered.Keys];

    public static bool Overlap(string one, string other) => Covered[one].Intersect(Covered[other], StringComparer.Ordinal).Any();

    public static bool Includes(string held, string wanted) => !Covered[wanted].Except(Covered[held], StringComparer.Ordinal).Any();

    public static ClaimRequest Request(IReadOnlyList<string> patterns, bool exclusive, TimeSpan ttl) =>
        new(Crowd.Patterns([.. patterns]), exclusive ? ClaimMode.Exclusive : ClaimMode.Shared, "simulated", ttl);
}
