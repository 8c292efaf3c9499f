using Sidecar.Watching.Sources.Processes;

namespace Sidecar.Tests.Watching.Sources.Processes;

public sealed class OpenFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sidecar-open-").FullName;
    private readonly AgentTrees _agents = new(new ProcessSnapshots(TimeProvider.System));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_a_child_of_an_agent_has_open_for_writing_is_its()
    {
        using var client = new RealProcess("sleep 600 >> file & until grep -q sleep /proc/$!/comm; do :; done", _folder);
        _agents.Clients = [client.Ref];

        var writer = Open().WriterOf(In("file"));

        Assert.Equal("sleep", writer!.Line[0].Program);
        Assert.Equal(client.Ref, writer.Line[1].Process);
    }

    [Fact]
    public void A_file_that_is_only_read_has_no_writer()
    {
        File.WriteAllText(In("file"), "1");
        using var client = new RealProcess("exec 7< file 8>> other", _folder);
        _agents.Clients = [client.Ref];

        Assert.Null(Open().WriterOf(In("file")));
        Assert.NotNull(Open().WriterOf(In("other")));
    }

    [Fact]
    public void What_belongs_to_no_agent_has_no_writer_here()
    {
        using var agent = new RealProcess(":", _folder);
        using var person = new RealProcess("exec 8>> file", _folder);
        _agents.Clients = [agent.Ref];

        Assert.Null(Open().WriterOf(In("file")));
    }

    [Fact]
    public void A_file_that_two_agents_have_open_is_nobodys()
    {
        using var one = new RealProcess("exec 8>> file", _folder);
        using var other = new RealProcess("exec 8>> file", _folder);
        _agents.Clients = [one.Ref, other.Ref];

        Assert.Null(Open().WriterOf(In("file")));
    }

    private OpenFiles Open() => new(_agents, TimeProvider.System);

    private string In(string name) => Path.Combine(_folder, name);
}
