using System.Globalization;
using Sidecar.Claims;

namespace Sidecar.Repository;

/// <summary>
/// Turns what "git config -z" prints into settings. The last value of a name wins; later sources win over earlier ones.
/// What has many values is added up.
/// </summary>
internal sealed class SettingsParser
{
    // More than any repository has today; all of them are kept in memory.
    private const int MaxHistoryCommits = 5_000_000;

    private const int MaxTalk = 1_000_000;

    private readonly List<string> _problems = [];
    private RepositorySettings _settings = new();

    public RepositorySettings Settings => _settings with { Problems = _problems };

    public void Report(string problem) => _problems.Add(problem);

    /// <summary>Takes over what one source sets.</summary>
    /// <param name="text">Entries "name LF value", each ended by NUL; a name alone means true.</param>
    /// <param name="source">Where they come from, for the words of a problem.</param>
    /// <param name="teamFile">Whether they come from a committed file, which says nothing about this machine.</param>
    public void Apply(string text, string source, bool teamFile = false)
    {
        foreach (var entry in text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = entry.IndexOf('\n', StringComparison.Ordinal);
            var name = end < 0 ? entry : entry[..end];
            var value = end < 0 ? null : entry[(end + 1)..];
            if (!teamFile || name.StartsWith("sidecar.", StringComparison.Ordinal))
                Set(name, value, source);
        }
    }

    // Git prints names in lower case.
    private void Set(string name, string? value, string source)
    {
        var allowed = name switch
        {
            "sidecar.enabled" when IsBoolean(value, out var on) => Take(_settings with { Enabled = on }),
            "sidecar.autowatch" when IsBoolean(value, out var on) => Take(_settings with { AutoWatch = on }),
            "core.ignorecase" when IsBoolean(value, out var on) => Take(_settings with { IgnoreCase = on }),
            "sidecar.enabled" or "sidecar.autowatch" or "core.ignorecase" => "true or false",
            "sidecar.humans" when IsAction(value, out var action) => Take(_settings with { Humans = action }),
            "sidecar.onerror" when IsAction(value, out var action) => Take(_settings with { OnError = action }),
            "sidecar.foreignwork" when IsAction(value, out var action) => Take(_settings with { ForeignWork = action }),
            "sidecar.revert" when IsAction(value, out var action) => Take(_settings with { Revert = action }),
            "sidecar.humans" or "sidecar.onerror" or "sidecar.foreignwork" or "sidecar.revert" => "refuse, warn or off",
            "sidecar.noverify" when IsNoVerify(value, out var action) => Take(_settings with { NoVerify = action }),
            "sidecar.noverify" => "record or off",
            "sidecar.claimttl" when IsTtl(value, out var ttl) => Take(_settings with { ClaimTtl = ttl }),
            "sidecar.claimttl" => $"a time from 1s to {Duration.Format(ClaimRequest.MaxTtl)}, such as 30m",
            "sidecar.consultttl" when IsTtl(value, out var ttl) => Take(_settings with { ConsultTtl = ttl }),
            "sidecar.consultttl" => $"a time from 1s to {Duration.Format(ClaimRequest.MaxTtl)}, such as 10m",
            "sidecar.messagesperminute" when IsCount(value, MaxTalk, out var count) => Take(_settings with { Talk = _settings.Talk with { PerMinute = count } }),
            "sidecar.mailboxsize" when IsCount(value, MaxTalk, out var count) => Take(_settings with { Talk = _settings.Talk with { Mailbox = count } }),
            "sidecar.messagesperminute" or "sidecar.mailboxsize" => $"a number of messages from 1 to {MaxTalk}",
            "sidecar.historycommits" when IsCount(value, MaxHistoryCommits, out var commits) => Take(_settings with { HistoryCommits = commits }),
            "sidecar.historycommits" => $"a number of commits from 1 to {MaxHistoryCommits}",
            "sidecar.historyengine" when IsEngine(value, out var engine) => Take(_settings with { HistoryEngine = engine }),
            "sidecar.historyengine" => "git or libgit2",
            "sidecar.exclude" when value is { Length: > 0 } => Take(_settings with { Exclude = [.. _settings.Exclude, value] }),
            "sidecar.exclude" => "a glob of paths that are not watched, such as generated/**",
            _ => null,
        };
        if (allowed is not null)
            Report($"{name} in {source} is '{Printable.Short(value ?? "", 60)}'; it can be {allowed}.");
    }

    private string? Take(RepositorySettings changed)
    {
        _settings = changed;
        return null;
    }

    private static bool IsBoolean(string? value, out bool isOn)
    {
        isOn = value?.ToLowerInvariant() is null or "true" or "yes" or "on" || (long.TryParse(value, out var number) && number != 0);
        return isOn || value is "" || value!.ToLowerInvariant() is "false" or "no" or "off" || long.TryParse(value, out _);
    }

    private static bool IsAction(string? value, out GuardAction action)
    {
        GuardAction? known = value?.ToLowerInvariant() switch
        {
            "refuse" => GuardAction.Refuse,
            "warn" => GuardAction.Warn,
            "off" => GuardAction.Off,
            _ => null,
        };
        action = known ?? default;
        return known is not null;
    }

    private static bool IsNoVerify(string? value, out NoVerifyAction action)
    {
        NoVerifyAction? known = value?.ToLowerInvariant() switch
        {
            "record" => NoVerifyAction.Record,
            "off" => NoVerifyAction.Off,
            _ => null,
        };
        action = known ?? default;
        return known is not null;
    }

    private static bool IsCount(string? value, int most, out int count) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= most;

    private static bool IsEngine(string? value, out HistoryEngine engine)
    {
        HistoryEngine? known = value?.ToLowerInvariant() switch
        {
            "git" => HistoryEngine.Git,
            "libgit2" => HistoryEngine.LibGit2,
            _ => null,
        };
        engine = known ?? default;
        return known is not null;
    }

    private static bool IsTtl(string? value, out TimeSpan ttl) =>
        Duration.TryParse(value, out ttl) && ttl > TimeSpan.Zero && ttl <= ClaimRequest.MaxTtl;
}
