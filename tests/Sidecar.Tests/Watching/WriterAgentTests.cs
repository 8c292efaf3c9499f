using Sidecar.Agents;
using Sidecar.Tests.World;
using Sidecar.Watching;
using Sidecar.Watching.Sources;

namespace Sidecar.Tests.Watching;

public sealed class WriterAgentTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Agent Ada = Client(1, "ada", pid: 10);
    private static readonly Agent Bob = Client(2, "bob", pid: 20);
    private static readonly Agent Human = Somebody.Called(3, "human", Now);

    [Fact]
    public void The_nearest_client_above_the_process_is_the_author() =>
        Assert.Equal("ada", Of((100, "python3"), (11, "sh"), (10, "claude"), (20, "claude"), (1, "init")));

    [Fact]
    public void A_process_of_the_same_pid_that_started_later_is_not_the_client() =>
        Assert.Null(WriterAgent.Of(new Writer([new ProcessEntry(new ProcessRef(10, Started: 999), 1, "make")]), [Ada], Human));

    [Fact]
    public void Two_agents_in_one_process_cannot_be_told_apart() =>
        Assert.Null(WriterAgent.Of(Line((100, "sh"), (10, "claude"), (1, "init")), [Ada, Client(4, "eve", pid: 10)], Human));

    [Fact]
    public void A_client_that_connected_anew_is_one_agent()
    {
        var before = Ada with { Id = 40, LeftAt = DateTimeOffset.UnixEpoch.AddDays(1) };

        Assert.Equal(Ada.Id, WriterAgent.Of(Line((100, "sh"), (10, "claude"), (1, "init")), [before, Ada], Human)?.Id);
    }

    [Fact]
    public void A_client_that_ended_since_is_the_author_still()
    {
        var gone = Ada with { LeftAt = DateTimeOffset.UnixEpoch.AddDays(1) };

        Assert.Equal(Ada.Id, WriterAgent.Of(Line((100, "sh"), (10, "claude"), (1, "init")), [gone], Human)?.Id);
    }

    [Fact]
    public void What_a_runtime_wrote_below_a_shell_may_be_an_agents_that_did_not_register() =>
        Assert.Null(Of((100, "sh"), (60, "node"), (50, "bash"), (1, "init")));

    [Theory]
    [InlineData("bash", "human")]
    [InlineData("vim", "human")]
    [InlineData("postgres", null)]
    public void Without_a_client_it_is_a_persons_only_below_what_people_start_programs_from(string program, string? author) =>
        Assert.Equal(author, Of((100, "sed"), (50, program), (1, "init")));

    [Fact]
    public void A_client_that_is_not_registered_is_nobody_known() =>
        Assert.Null(Of((100, "sed"), (50, "claude"), (40, "bash"), (1, "init")));

    [Fact]
    public void A_line_that_breaks_off_may_have_led_to_an_agent() =>
        Assert.Null(WriterAgent.Of(new Writer([Entry(100, 50, "sed"), Entry(50, 49, "bash")]), [Ada, Bob], Human));

    [Fact]
    public void Git_is_known_by_its_name_alone()
    {
        Assert.True(WriterAgent.IsGit(Line((100, "git"), (10, "claude"))));
        Assert.False(WriterAgent.IsGit(Line((100, "sed"), (99, "git"))));
        Assert.False(WriterAgent.IsGit(null));
    }

    private static string? Of(params (int Pid, string Program)[] line) =>
        WriterAgent.Of(Line(line), [Ada, Bob], Human)?.Name.ToString();

    private static Writer Line(params (int Pid, string Program)[] line) =>
        new([.. line.Select((process, at) => Entry(process.Pid, at + 1 < line.Length ? line[at + 1].Pid : 0, process.Program))]);

    private static ProcessEntry Entry(int pid, int parent, string program) => new(new ProcessRef(pid, Started: pid), parent, program);

    private static Agent Client(long id, string name, int pid) =>
        Somebody.Called(id, name, Now) with { ClientProcess = new ProcessRef(pid, Started: pid) };
}
