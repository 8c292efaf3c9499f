using System.Globalization;
using Sidecar.Repository;

namespace Sidecar.Forecasting;

/// <summary>
/// The programs that git was told to keep the contents of files through, such as git-lfs. They write where they like, so none of
/// them is started for a guess.
/// </summary>
internal sealed class Filters
{
    private readonly HashSet<string> _names;

    private Filters(HashSet<string> names) => _names = names;

    /// <summary>Reads which are set up.</summary>
    public static Filters Read(GitProcess git) => new(
    [
        .. git.Run(["config", "-z", "--name-only", "--get-regexp", @"^filter\..*\.(clean|process)$"]).Text
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name["filter.".Length..name.LastIndexOf('.')]),
    ]);

    /// <summary>The same git, which starts none of them.</summary>
    public GitProcess Without(GitProcess git)
    {
        var settings = _names
            .SelectMany(name => (IEnumerable<(string Key, string Value)>)
                [($"filter.{name}.clean", ""), ($"filter.{name}.process", ""), ($"filter.{name}.required", "false")])
            .ToList();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_CONFIG_COUNT"] = settings.Count.ToString(CultureInfo.InvariantCulture),
        };
        for (var number = 0; number < settings.Count; number++)
        {
            variables[$"GIT_CONFIG_KEY_{number}"] = settings[number].Key;
            variables[$"GIT_CONFIG_VALUE_{number}"] = settings[number].Value;
        }

        return git.With(variables);
    }

    /// <summary>Those of some files that would go through one of them.</summary>
    /// <exception cref="SidecarException">Git cannot tell.</exception>
    public IReadOnlySet<RepoPath> Of(GitProcess git, IReadOnlyCollection<RepoPath> files) => _names.Count == 0
        ? new HashSet<RepoPath>()
        : Attributes.Read(git, "filter", files).Where(file => _names.Contains(file.Value)).Select(file => file.Path).ToHashSet();
}
