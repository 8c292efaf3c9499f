using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Sidecar.Mcp.Push;

namespace Sidecar.Mcp;

/// <summary>The MCP server of one agent session, from the client's first byte to the agent's sign-off.</summary>
internal static class SidecarServer
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(30);

    /// <summary>How long the last answers may take once the connection has ended.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    public static string Version => typeof(SidecarServer).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Serves until the connection ends, for whatever reason, and signs the agent off.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        using var hangUp = new HangUp(options.Processes, options.Pid, options.Time);
        using var membership = new Membership(options, hangUp);
        using (new TerminationSignals(hangUp))
        await using (cancellationToken.Register(() => hangUp.End("its server was told to end")))
        {
            var watching = hangUp.WatchAsync();
            var beating = BeatAsync(membership, options.Time, hangUp.Token);
            var pushing = new PushLoop(options, membership, hangUp);
            await ServeAsync(options, membership, pushing, hangUp);
            hangUp.End("its server ended");
            await Task.WhenAll(watching, beating, pushing.EndAsync());
            SignOff(membership, hangUp.Why, options.Errors);
        }

        return 0;
    }

    private static async Task ServeAsync(ServerOptions options, Membership membership, PushLoop pushing, HangUp hangUp)
    {
        var desk = new ToolDesk(options, membership, hangUp);
        await using var transport = new LineTransport(options.Input, options.Output, hangUp, desk.Answered, options.Time);
        var server = McpServer.Create(transport, Protocol.Options(desk, pushing, hangUp, ServerInstructions.For(Place.Obstacle(options))));
        var serving = server.RunAsync(CancellationToken.None);
        try
        {
            await serving.WaitAsync(Timeout.InfiniteTimeSpan, options.Time, hangUp.Token);
        }
        catch (OperationCanceledException) when (hangUp.Token.IsCancellationRequested)
        {
            await FinishAsync(serving, options.Time);
        }
    }

    // The transport has ended or is about to; only a call that cannot be interrupted may still be at work.
    private static async Task FinishAsync(Task serving, TimeProvider time)
    {
        try
        {
            await serving.WaitAsync(Farewell, time);
        }
        catch (Exception ending) when (ending is TimeoutException or OperationCanceledException or IOException)
        {
            // There is nobody left to tell.
        }
    }

    private static async Task BeatAsync(Membership membership, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(HeartbeatInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                membership.Heartbeat();
        }
        catch (OperationCanceledException)
        {
            // The connection ended.
        }
    }

    private static void SignOff(Membership membership, string why, TextWriter errors)
    {
        try
        {
            membership.Leave(why);
        }
        catch (SidecarException problem)
        {
            // The others will find the agent's processes gone.
            errors.WriteLine($"sidecar-mcp: could not sign off: {Printable.OneLine(problem.Message)}");
        }
    }
}
