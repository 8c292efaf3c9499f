namespace Sidecar.Setup.GitHooks;

/// <summary>Whose folder git takes its hooks from.</summary>
internal enum HookPlace
{
    /// <summary>The repository's git directory: all worktrees share it, and nobody commits it.</summary>
    Repository,

    /// <summary>A folder in the worktree, which may be committed.</summary>
    Worktree,

    /// <summary>The folder that husky generates; the hooks that people write lie one folder up, without "#!".</summary>
    Husky,

    /// <summary>A folder outside the repository: not ours to write to.</summary>
    Outside,

    /// <summary>No folder at all: hooks are switched off.</summary>
    Off,
}
