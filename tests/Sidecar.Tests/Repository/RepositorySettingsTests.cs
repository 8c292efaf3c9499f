using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

public sealed class RepositorySettingsTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Without_settings_the_defaults_hold()
    {
        _repository.Git("config", "--unset", "sidecar.autoWatch");

        var settings = Read();

        Assert.Equal(new RepositorySettings { Problems = settings.Problems }, settings);
        Assert.Empty(settings.Problems);
    }

    [Fact]
    public void Git_config_wins_over_the_file_of_the_team()
    {
        _repository.Write(".sidecar", "[sidecar]\n\thumans = off\n\tonError = refuse\n");
        _repository.Git("config", "sidecar.humans", "warn");

        var settings = Read();

        Assert.Equal(GuardAction.Warn, settings.Humans);
        Assert.Equal(GuardAction.Refuse, settings.OnError);
    }

    [Fact]
    public void Settings_of_the_user_and_of_the_worktree_count()
    {
        File.WriteAllText(Path.Combine(_repository.Folder, ".gitconfig"), "[sidecar]\n\tclaimTtl = 2h\n\tenabled = no\n");
        _repository.Git("config", "sidecar.enabled", "yes");

        var settings = Read();

        Assert.Equal(TimeSpan.FromHours(2), settings.ClaimTtl);
        Assert.True(settings.Enabled);
    }

    [Fact]
    public void Variables_that_another_repository_left_do_not_count()
    {
        using var other = new ScratchRepository();
        other.Git("config", "sidecar.enabled", "false");
        _repository.Environment["GIT_DIR"] = other.Path_(".git");
        _repository.Environment["GIT_CONFIG_COUNT"] = "1";
        _repository.Environment["GIT_CONFIG_KEY_0"] = "sidecar.enabled";
        _repository.Environment["GIT_CONFIG_VALUE_0"] = "false";

        Assert.True(Read().Enabled);
    }

    [Fact]
    public void A_broken_file_of_the_team_is_a_problem_and_nothing_worse()
    {
        _repository.Write(".sidecar", "[sidecar\n\tenabled = false\n");

        var settings = Read();

        Assert.True(settings.Enabled);
        Assert.StartsWith("The file .sidecar is not read: ", Assert.Single(settings.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_the_team_leads_nowhere_else_and_starts_nothing()
    {
        _repository.Write("more", "[sidecar]\n\tenabled = false\n");
        _repository.Write(".sidecar", "[include]\n\tpath = more\n[core]\n\tignorecase = true\n\tfsmonitor = touch ran; false\n\tpager = touch ran\n[alias]\n\tconfig = !touch ran\n");

        var settings = Read();

        Assert.True(settings.Enabled);
        Assert.False(settings.IgnoreCase);
        Assert.False(File.Exists(_repository.Path_("ran")));
    }

    [Fact]
    public void A_link_in_place_of_the_file_is_not_followed()
    {
        File.CreateSymbolicLink(_repository.Path_(".sidecar"), "/dev/zero");

        Assert.Equal(["The file .sidecar is not read: it is a symbolic link."], Read().Problems);
    }

    [Fact]
    public void A_huge_file_of_the_team_is_not_read()
    {
        _repository.Write(".sidecar", new string('#', 70_000));

        Assert.Equal(["The file .sidecar is not read: it is larger than 64 KiB."], Read().Problems);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_no_settings_file()
    {
        _repository.Write(".sidecar/notes.txt");

        Assert.Empty(Read().Problems);
    }

    public void Dispose() => _repository.Dispose();

    private RepositorySettings Read() => RepositorySettings.Read(_repository.GitProcess);
}
