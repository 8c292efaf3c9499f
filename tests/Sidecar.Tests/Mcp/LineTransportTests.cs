using System.Text;
using ModelContextProtocol.Protocol;
using Sidecar.Mcp;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Mcp;

public sealed class LineTransportTests
{
    [Fact]
    public async Task A_request_that_is_cancelled_while_its_answer_is_written_leaves_no_half_line()
    {
        using var cancelled = new CancellationTokenSource();
        using var output = new Cancelling(cancelled);
        using var hangUp = new HangUp(new FakeProcesses(), self: 1, TimeProvider.System);
        await using var transport = new LineTransport(new MemoryStream(), output, hangUp, new Answered(), TimeProvider.System);

        await transport.SendMessageAsync(new JsonRpcResponse { Id = new RequestId(1), Result = null }, cancelled.Token);

        Assert.EndsWith("}\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    private sealed class Cancelling(CancellationTokenSource source) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            await source.CancelAsync();
        }
    }
}
