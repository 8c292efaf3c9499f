using System.Text;
using Sidecar.Agents.Processes;

namespace Sidecar.Tests.Agents.Processes;

public sealed class MacArgumentsTests
{
    [Fact]
    public void The_words_lie_between_the_program_and_the_environment() => Assert.Equal(
        ["git", "commit", "-m", "", "two words"],
        MacArguments.Parse(Bytes(5, "/usr/bin/git\0\0\0\0git\0commit\0-m\0\0two words\0HOME=/x\0")));

    [Theory]
    [InlineData(2, "/usr/bin/git\0git\0cut off")]
    [InlineData(1, "/usr/bin/git")]
    [InlineData(0, "/usr/bin/git\0git\0")]
    [InlineData(-1, "/usr/bin/git\0git\0")]
    public void What_is_no_command_line_is_none(int count, string text) => Assert.Null(MacArguments.Parse(Bytes(count, text)));

    [Fact]
    public void No_bytes_are_no_command_line() => Assert.Null(MacArguments.Parse([1, 0]));

    private static byte[] Bytes(int count, string text)
    {
        var bytes = new byte[sizeof(int) + text.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(sizeof(int)));
        return bytes;
    }
}
