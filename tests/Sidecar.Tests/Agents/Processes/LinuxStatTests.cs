using System.Text;
using Sidecar.Agents.Processes;

namespace Sidecar.Tests.Agents.Processes;

public sealed class LinuxStatTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("tmux: server")]
    [InlineData("a) Z 1 (b")]
    [InlineData("a\nb) ")]
    [InlineData("((()))")]
    [InlineData("")]
    public void A_program_may_be_called_anything(string program)
    {
        Assert.True(LinuxStat.TryParse(Line(program, "S", 1), out var stat));

        Assert.Equal(new LinuxStat(42, program, 'S', 7, 1, 123_456, WorkTicks: 10), stat);
    }

    [Theory]
    [InlineData("S", 1, false)]
    [InlineData("D", 1, false)]
    [InlineData("T", 1, false)]
    [InlineData("Z", 1, true)]
    [InlineData("Z", 3, false)]
    [InlineData("X", 1, true)]
    public void A_process_is_over_when_its_last_thread_is(string state, int threads, bool isOver)
    {
        Assert.True(LinuxStat.TryParse(Line("bash", state, threads), out var stat));

        Assert.Equal(isOver, stat.IsOver);
    }

    [Fact]
    public void A_line_that_was_cut_before_the_start_time_is_refused()
    {
        var line = Line("bash", "S", 1);
        var end = Encoding.ASCII.GetString(line).IndexOf("123456 ", StringComparison.Ordinal) + "123456".Length;

        Assert.All(Enumerable.Range(0, end + 1), length => Assert.False(LinuxStat.TryParse(line.AsSpan(0, length), out _)));
    }

    private static byte[] Line(string program, string state, int threads) => Encoding.UTF8.GetBytes(
        $"42 ({program}) {state} 7 42 42 0 -1 4194304 94 0 0 0 4 3 2 1 20 0 {threads} 0 123456 2863104 220 18446744073709551615\n");
}
