using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Impact.Imports;

namespace Sidecar.Impact;

/// <summary>What an agent said that it is about to do.</summary>
public sealed record Announcement
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Who.</summary>
    public required Agent Agent { get; init; }

    /// <summary>Whether the agent lives.</summary>
    public required Liveness Live { get; init; }

    /// <summary>When it was announced.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What is to be done, one line.</summary>
    public required string Intent { get; init; }

    /// <summary>The files that it is about, without those that were committed or released since.</summary>
    public required IReadOnlyList<ClaimPattern> Files { get; init; }

    /// <summary>What they depend on, as declared and as found.</summary>
    public required IReadOnlyList<Dependency> DependsOn { get; init; }

    /// <summary>The names in those files that it is about (functions, types); empty where none were given.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>The same with at most so many files, dependencies and symbols, for readers to whom every word costs.</summary>
    public Announcement Shortened(int most) => this with
    {
        Files = [.. Files.Take(most)],
        DependsOn = [.. DependsOn.Take(most)],
        Symbols = [.. Symbols.Take(most)],
    };
}
