using System.Diagnostics;

namespace Sidecar.Repository;

/// <summary>The only place that starts git: an argument list, a time limit, and no inherited GIT_* variables unless asked for.</summary>
/// <param name="worktree">Where git runs.</param>
/// <param name="environment">This process's environment, read once by the program.</param>
/// <param name="limit">How long one call may take; null for <see cref="DefaultLimit"/>.</param>
public sealed class GitProcess(string worktree, IReadOnlyDictionary<string, string> environment, TimeSpan? limit = null)
{
    /// <summary>How long one call of git may take.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(10);

    // What "git rev-parse --local-env-vars" prints, over the versions of git in use.
    private static readonly string[] RepositoryVariables =
    [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_OBJECT_DIRECTORY",
        "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE", "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS",
        "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_INTERNAL_SUPER_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR",

        // Not among these, and no better: another meaning for the paths that we name, and output that is held back.
        "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_FLUSH",
    ];

    private IReadOnlyDictionary<string, string> _besides = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where git runs.</summary>
    public string Worktree { get; } = worktree;

    /// <summary>The same git with variables of ours besides, which may be such as are never inherited.</summary>
    public GitProcess With(IReadOnlyDictionary<string, string> variables) => new(Worktree, environment, limit)
    {
        _besides = variables.Concat(_besides.Where(earlier => !variables.ContainsKey(earlier.Key))).ToDictionary(StringComparer.Ordinal),
    };

    /// <summary>Runs git and returns its output, whatever code it ended with.</summary>
    /// <param name="arguments">What follows "git".</param>
    /// <param name="keepRepositoryVariables">
    /// Whether GIT_DIR, GIT_INDEX_FILE and their like pass through: right only for questions about the very commit that
    /// a hook was called for.
    /// </param>
    /// <exception cref="SidecarException">Git cannot be started, or took longer than its limit.</exception>
    public GitOutput Run(IReadOnlyList<string> arguments, bool keepRepositoryVariables = false)
    {
        using var running = Start(arguments, keepRepositoryVariables);
        return running.Finish();
    }

    /// <summary>As <see cref="Run(IReadOnlyList{string}, bool)"/>, and gives it something to read.</summary>
    /// <param name="arguments">What follows "git".</param>
    /// <param name="input">What it reads, whole or in part.</param>
    /// <exception cref="SidecarException">Git cannot be started, or took longer than its limit.</exception>
    public GitOutput Run(IReadOnlyList<string> arguments, string input)
    {
        using var running = new RunningGit(Prepare(arguments, keepRepositoryVariables: false), limit ?? DefaultLimit, input);
        return running.Finish();
    }

    /// <summary>As <see cref="Run(IReadOnlyList{string}, bool)"/>, without waiting: several can run at once.</summary>
    /// <exception cref="SidecarException">Git cannot be started.</exception>
    public RunningGit Start(IReadOnlyList<string> arguments, bool keepRepositoryVariables = false) =>
        new(Prepare(arguments, keepRepositoryVariables), limit ?? DefaultLimit);

    /// <summary>Starts a git that is asked again and again; the limit holds for each part of an answer.</summary>
    /// <exception cref="SidecarException">Git cannot be started.</exception>
    public GitConversation Converse(IReadOnlyList<string> arguments) =>
        new(Prepare(arguments, keepRepositoryVariables: false), limit ?? DefaultLimit);

    /// <summary>Starts a git whose output is read part by part while it runs; the limit holds for each time that it is waited for.</summary>
    /// <exception cref="SidecarException">Git cannot be started.</exception>
    public GitListing List(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        new(Prepare(arguments, keepRepositoryVariables: false), limit ?? DefaultLimit, cancellationToken);

    /// <summary>The same git with another limit, for what is known to take its time.</summary>
    public GitProcess WithLimit(TimeSpan other) => new(Worktree, environment, other) { _besides = _besides };

    private ProcessStartInfo Prepare(IReadOnlyList<string> arguments, bool keepRepositoryVariables)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = Worktree,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("--no-optional-locks");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            if (keepRepositoryVariables || !BelongsToRepository(name))
                start.Environment[name] = value;
        }

        foreach (var (name, value) in _besides)
            start.Environment[name] = value;

        // What git complains of is quoted in our sentences.
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static bool BelongsToRepository(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal)
        && (RepositoryVariables.Contains(name, StringComparer.Ordinal)
            || name.StartsWith("GIT_CONFIG_KEY_", StringComparison.Ordinal)
            || name.StartsWith("GIT_CONFIG_VALUE_", StringComparison.Ordinal));
}
