using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

public sealed class SettingsParserTests
{
    [Theory]
    [InlineData("sidecar.enabled", true)]
    [InlineData("sidecar.enabled\n", false)]
    [InlineData("sidecar.enabled\nYES", true)]
    [InlineData("sidecar.enabled\non", true)]
    [InlineData("sidecar.enabled\n1", true)]
    [InlineData("sidecar.enabled\n0", false)]
    [InlineData("sidecar.enabled\nFalse", false)]
    [InlineData("sidecar.enabled\noff", false)]
    public void Booleans_are_read_as_git_reads_them(string entry, bool isEnabled)
    {
        var settings = Parse(entry);

        Assert.Equal(isEnabled, settings.Enabled);
        Assert.Empty(settings.Problems);
    }

    [Fact]
    public void The_last_value_wins() =>
        Assert.Equal(GuardAction.Warn, Parse("sidecar.humans\noff", "sidecar.humans\nwarn").Humans);

    [Theory]
    [InlineData("sidecar.humans\nmaybe", "sidecar.humans in git config is 'maybe'; it can be refuse, warn or off.")]
    [InlineData("sidecar.onerror", "sidecar.onerror in git config is ''; it can be refuse, warn or off.")]
    [InlineData("sidecar.enabled\nperhaps", "sidecar.enabled in git config is 'perhaps'; it can be true or false.")]
    [InlineData("sidecar.autowatch\nsoon", "sidecar.autowatch in git config is 'soon'; it can be true or false.")]
    [InlineData("sidecar.foreignwork\nrecord", "sidecar.foreignwork in git config is 'record'; it can be refuse, warn or off.")]
    [InlineData("sidecar.revert\n", "sidecar.revert in git config is ''; it can be refuse, warn or off.")]
    [InlineData("sidecar.noverify\nwarn", "sidecar.noverify in git config is 'warn'; it can be record or off.")]
    [InlineData("sidecar.noverify\nrefuse", "sidecar.noverify in git config is 'refuse'; it can be record or off.")]
    [InlineData("sidecar.historycommits\n0", "sidecar.historycommits in git config is '0'; it can be a number of commits from 1 to 5000000.")]
    [InlineData("sidecar.historycommits\n-5", "sidecar.historycommits in git config is '-5'; it can be a number of commits from 1 to 5000000.")]
    [InlineData("sidecar.historycommits\nall", "sidecar.historycommits in git config is 'all'; it can be a number of commits from 1 to 5000000.")]
    [InlineData("sidecar.historyengine\njgit", "sidecar.historyengine in git config is 'jgit'; it can be git or libgit2.")]
    [InlineData("sidecar.exclude\n", "sidecar.exclude in git config is ''; it can be a glob of paths that are not watched, such as generated/**.")]
    [InlineData("sidecar.claimttl\n30", "sidecar.claimttl in git config is '30'; it can be a time from 1s to 1d, such as 30m.")]
    [InlineData("sidecar.claimttl\n2d", "sidecar.claimttl in git config is '2d'; it can be a time from 1s to 1d, such as 30m.")]
    [InlineData("sidecar.claimttl\n\u001b[31m", "sidecar.claimttl in git config is '\\u001b[31m'; it can be a time from 1s to 1d, such as 30m.")]
    public void What_cannot_be_understood_is_told_and_left_at_its_default(string entry, string problem)
    {
        var settings = Parse(entry);

        Assert.Equal([problem], settings.Problems);
        Assert.Equal(new RepositorySettings { Problems = settings.Problems }, settings);
    }

    [Fact]
    public void How_much_of_the_history_is_read_and_with_what_can_be_set()
    {
        var settings = Parse("sidecar.historycommits\n500", "sidecar.historyengine\nLibGit2");

        Assert.Equal((500, HistoryEngine.LibGit2), (settings.HistoryCommits, settings.HistoryEngine));
        Assert.Equal((10_000, HistoryEngine.Git), (new RepositorySettings().HistoryCommits, new RepositorySettings().HistoryEngine));
    }

    [Fact]
    public void Each_action_has_its_own_setting_and_default()
    {
        var settings = Parse("sidecar.foreignwork\nWarn", "sidecar.revert\nrefuse", "sidecar.noverify\noff", "sidecar.autowatch\nno");
        var defaults = new RepositorySettings();

        Assert.Equal((GuardAction.Warn, GuardAction.Refuse, NoVerifyAction.Off, false), Shown(settings));
        Assert.Equal((GuardAction.Refuse, GuardAction.Warn, NoVerifyAction.Record, true), Shown(defaults));
        Assert.Equal((GuardAction.Refuse, GuardAction.Warn), (settings.Humans, settings.OnError));
    }

    [Fact]
    public void Globs_are_added_up_over_all_sources_in_their_order()
    {
        var parser = new SettingsParser();
        parser.Apply("sidecar.exclude\n*.log\0sidecar.exclude\ngen/**\0", ".sidecar", teamFile: true);
        parser.Apply("sidecar.exclude\nout\0", "git config");

        Assert.Equal(["*.log", "gen/**", "out"], parser.Settings.Exclude);
    }

    [Fact]
    public void Names_of_others_are_left_alone() =>
        Assert.Empty(Parse("sidecar.colour\nred", "core.ignorecase\ntrue", "user.name\nAda").Problems);

    private static (GuardAction Foreign, GuardAction Revert, NoVerifyAction NoVerify, bool AutoWatch) Shown(RepositorySettings settings) =>
        (settings.ForeignWork, settings.Revert, settings.NoVerify, settings.AutoWatch);

    private static RepositorySettings Parse(params string[] entries)
    {
        var parser = new SettingsParser();
        parser.Apply(string.Concat(entries.Select(entry => entry + '\0')), "git config");
        return parser.Settings;
    }
}
