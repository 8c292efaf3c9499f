using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Work;

namespace Sidecar.Tests.World;

/// <summary>What others do, for tests of rules, which need no state: seen by ada, number 1, in the worktree "/w".</summary>
internal static class Others
{
    public const long Ada = 1;
    public const long Bob = 2;
    public const string Worktree = "/w";

    public static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    public static ImpactScene Scene { get; } = new()
    {
        SeenBy = new Viewpoint(agent => agent.Id == Ada, Worktree, IgnoreCase: false, () => throw new InvalidOperationException()),
        Now = Now,
    };

    public static Claim Holds(long who, string pattern) => Claimed.By(who, NameOf(who), pattern, Now) with { Since = Now.AddMinutes(-3) };

    public static UncommittedWork Writes(long who, string path) => Claimed.Written(path, Now.AddSeconds(-12)) with
    {
        Author = Somebody.Called(who, NameOf(who), Now),
        Live = Liveness.Alive,
    };

    public static Announcement Announces(long who, params string[] files) => new()
    {
        Id = who,
        Agent = Somebody.Called(who, NameOf(who), Now),
        Live = Liveness.Alive,
        At = Now.AddMinutes(-5),
        Intent = "new prices",
        Files = Patterns(files),
        DependsOn = [],
        Symbols = [],
    };

    public static Undertaking Mine(params string[] files) => new(Patterns(files), [], []);

    public static Dependency Declared(string on) => new(ClaimPattern.FromStored(on), DependencySource.Declared);

    public static Dependency Import(string of, string on) => new(ClaimPattern.FromStored(on), DependencySource.Scanned, Changed.Path(of));

    /// <summary>That one file moves with another.</summary>
    public static Dictionary<RepoPath, IReadOnlyList<RelatedFile>> Moves(string file, string partner, double score, int together = 7, int changes = 9) => new()
    {
        [Changed.Path(file)] = [new RelatedFile(Changed.Path(partner), score, together, changes, Now)],
    };

    public static IReadOnlyList<ClaimPattern> Patterns(params string[] texts) => [.. texts.Select(ClaimPattern.FromStored)];

    public static string NameOf(long who) => who switch
    {
        Ada => "ada",
        Bob => "bob",
        _ => $"agent{who}",
    };
}
