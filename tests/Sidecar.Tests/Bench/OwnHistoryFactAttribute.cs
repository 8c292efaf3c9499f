using System.Runtime.CompilerServices;
using Sidecar.Bench.CoChange;

namespace Sidecar.Tests.Bench;

/// <summary>A fact about the history of these sources, which an exported or shallow copy of them does not have.</summary>
public sealed class OwnHistoryFactAttribute : FactAttribute
{
    private const int Enough = 50;

    public OwnHistoryFactAttribute()
    {
        if (Commits() < Enough)
            Skip = "these sources lie here without their history";
    }

    /// <summary>The top folder of these sources.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", ".."));

    private static int Commits()
    {
        try
        {
            var known = KnownHistory.Of(Root);
            return known.History.Count(known.All);
        }
        catch (SidecarException)
        {
            return 0;
        }
    }

    private static string HereFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
