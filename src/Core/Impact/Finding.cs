using Sidecar.Agents;

namespace Sidecar.Impact;

/// <summary>One reason why somebody else's work concerns a path.</summary>
public sealed record Finding
{
    /// <summary>Why.</summary>
    public required Signal Signal { get; init; }

    /// <summary>How much, from 0 to 100; see <see cref="ImpactRules"/>.</summary>
    public required int Score { get; init; }

    /// <summary>The path that it concerns, as it was asked for or announced.</summary>
    public required string Path { get; init; }

    /// <summary>The path that they work on, where it is another one; else null.</summary>
    public string? Theirs { get; init; }

    /// <summary>Who.</summary>
    public required Agent Agent { get; init; }

    /// <summary>Whether they live; never <see cref="Liveness.Dead"/>.</summary>
    public required Liveness Live { get; init; }

    /// <summary>What is known and what from, in words, with the plain counts where it comes from history.</summary>
    public required string Evidence { get; init; }

    /// <summary>When they last did what is told in <see cref="Evidence"/>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Next { get; init; }
}
