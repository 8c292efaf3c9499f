namespace Sidecar.Operations;

/// <summary>Something that git itself did to the files of a worktree.</summary>
public sealed record Operation
{
    /// <summary>Stands for a command that nobody could find out.</summary>
    public const string UnknownCommand = "git";

    /// <summary>Its number; 0 before it is recorded.</summary>
    public long Id { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The top folder of the worktree, absolute.</summary>
    public required string Worktree { get; init; }

    /// <summary>Who ran git: an agent's name, a client's name, "human"; null where nobody can tell.</summary>
    public string? Who { get; init; }

    /// <summary>The registration of who ran it; null where there is none.</summary>
    public long? AgentId { get; init; }

    /// <summary>What was run, such as "reset --hard"; <see cref="UnknownCommand"/> where nobody can tell.</summary>
    public required string Command { get; init; }

    /// <summary>How many files it changed; null until they were counted.</summary>
    public int? Files { get; init; }
}
