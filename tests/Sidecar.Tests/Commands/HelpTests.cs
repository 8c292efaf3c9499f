using Sidecar.Commands;

namespace Sidecar.Tests.Commands;

public sealed class HelpTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Fact]
    public void The_page_of_the_program() => Golden.Match(_room.Run("--help").Output);

    [Fact]
    public void The_page_of_a_command() => Golden.Match(_room.Run("claim", "--help").Output);

    [Fact]
    public void Help_needs_neither_a_repository_nor_the_required_arguments()
    {
        _room.Directory = _room.Outside;

        Assert.All(CommandList.All(), command =>
        {
            var result = _room.Run(command.Name, "--help");
            Assert.Equal(0, result.Code);
            Assert.Contains($"Usage: sidecar {command.Name}", result.Output);
        });
    }

    [Fact]
    public void The_word_help_asks_for_the_same_pages()
    {
        Assert.Equal(_room.Run("--help"), _room.Run("help"));
        Assert.Equal(_room.Run("claim", "--help"), _room.Run("help", "claim"));
    }

    [Fact]
    public void Every_command_has_examples_of_itself() => Assert.All(CommandList.All(), command =>
    {
        Assert.NotEmpty(command.Examples);
        Assert.All(command.Examples, example => Assert.Contains(command.Name, example.Split(' ')));
    });

    [Fact]
    public void No_line_of_help_is_wider_than_120_columns() => Assert.All(
        CommandList.All().Select(command => _room.Run(command.Name, "--help").Output).Append(_room.Run("--help").Output),
        page => Assert.All(page.Split('\n'), line => Assert.InRange(line.Length, 0, 120)));

    [Fact]
    public void Without_a_command_the_page_is_shown_as_wrong_usage()
    {
        var result = _room.Run();

        Assert.Equal(2, result.Code);
        Assert.Contains("Usage: sidecar COMMAND", result.Output);
    }

    public void Dispose() => _room.Dispose();
}
