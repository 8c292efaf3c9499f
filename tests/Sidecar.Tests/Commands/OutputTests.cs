using System.Text;
using Sidecar.Messages;

namespace Sidecar.Tests.Commands;

public sealed class OutputTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Theory]
    [InlineData("inbox")]
    [InlineData("inbox", "--json")]
    public void Messages_that_could_not_be_written_stay_unread(params string[] args)
    {
        var ada = _room.Join("ada");
        _room.State.Messages.Send(ada, new Draft("human", "hello"), TalkLimits.Usual);
        _room.Output = new FullDisk();

        var result = _room.Run(args);

        Assert.Equal(1, result.Code);
        Assert.StartsWith("sidecar: The answer could not be written: No space left on device.\nnext: ", result.Error);
        Assert.Equal(1, _room.State.Inbox.Take(_room.State.Agents.KeyOfHuman(), default, limit: 0).Unread);
    }

    [Fact]
    public void Help_that_could_not_be_written_is_no_bug()
    {
        _room.Output = new FullDisk();

        Assert.Equal(1, _room.Run("--help").Code);
    }

    public void Dispose() => _room.Dispose();

    private sealed class FullDisk : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device.");
    }
}
