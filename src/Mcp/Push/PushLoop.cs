using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Mcp.Push;

/// <summary>
/// Tells the client of what nobody asked for: new messages and events, where it takes them, and resources that it watches.
/// Runs only while there is somebody to tell. A push counts as nothing: what was pushed is delivered all the same.
/// </summary>
internal sealed class PushLoop(ServerOptions options, Membership membership, HangUp hangUp)
{
    // Read at a time.
    private const int MaxEvents = 200;

    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private McpServer? _channel;
    private McpServer? _connection;

    // Used by the loop alone: what has been told of, and in which state. Ids of another state mean nothing.
    private SidecarState? _state;
    private long _toldMessage;
    private IReadOnlyCollection<long> _shownElsewhere = [];
    private long _toldEvent;

    public Subscriptions Subscriptions { get; } = new(options.Time);

    /// <summary>From now on the client is told of messages and events. Called once it has greeted, for before that nothing may be sent.</summary>
    public void OpenChannel(McpServer server)
    {
        _channel = server;
        Run(server);
    }

    /// <summary>From now on the client is told when a resource changes.</summary>
    public void Subscribe(McpServer server, params IEnumerable<Subscription> subscriptions)
    {
        foreach (var subscription in subscriptions)
            Subscriptions.Add(subscription);
        Run(server);
    }

    /// <summary>Returns when nothing is told any more; the connection has ended.</summary>
    public Task EndAsync()
    {
        lock (_lock)
            return _running;
    }

    private bool IsWanted => _channel is not null || Subscriptions.Any;

    private void Run(McpServer server)
    {
        lock (_lock)
        {
            _connection = server;
            if (!_running.IsCompleted || !IsWanted)
                return;

            // Before the client has its answer: what happens from now on is told of.
            Begin();
            _running = Task.Run(() => RunAsync(hangUp.Token), CancellationToken.None);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            do
                await ListenAsync(cancellationToken);
            while (GoesOn());
        }
        catch (Exception over) when (over is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The connection ended.
        }
        catch (Exception bug)
        {
            options.Errors.WriteLine($"sidecar-mcp: pushing failed: {Printable.OneLine(bug.ToString())}");
        }
    }

    private void Begin()
    {
        try
        {
            if (Seat() is { } seat)
                Begin(seat);
        }
        catch (SidecarException)
        {
            // The loop begins where it can read.
        }
    }

    private bool GoesOn()
    {
        lock (_lock)
        {
            if (IsWanted)
                return true;

            _running = Task.CompletedTask;
            _state = null;
            return false;
        }
    }

    // Under one name, in one state.
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (Seat() is not { } seat)
        {
            await Task.Delay(Doorbell.Net, options.Time, cancellationToken);
            return;
        }

        using var bell = seat.State.Database.Bells.ListenForMail(seat.Agent.Name.ToString(), options.Time);
        for (var now = seat; now is not null && now.State == seat.State && now.Agent.Name == seat.Agent.Name && IsWanted; now = Seat())
        {
            await TellAsync(now, cancellationToken);
            await bell.WaitAsync(Doorbell.Net, cancellationToken);
        }
    }

    // A channel tells of all that happened since the agent came, which is just now.
    private void Begin(Seat seat)
    {
        var events = seat.State.Events;
        _toldEvent = _channel is null ? events.Newest() : events.Newest("agent.joined", seat.Agent.Name.ToString());
        (_state, _toldMessage, _shownElsewhere) = (seat.State, 0, []);
    }

    private Seat? Seat()
    {
        try
        {
            return membership.Current();
        }
        catch (SidecarException)
        {
            // The next call says what is wrong; this one has nobody to tell.
            return null;
        }
    }

    private async Task TellAsync(Seat seat, CancellationToken cancellationToken)
    {
        try
        {
            if (_state != seat.State)
                Begin(seat);
            await TellOfEventsAsync(seat, cancellationToken);
            await TellOfMessagesAsync(seat, cancellationToken);
            foreach (var due in Subscriptions.TakeDue())
                await _connection!.SendMessageAsync(Updated(due), cancellationToken);
        }
        catch (SidecarException)
        {
            // What could not be read now is told of in a later turn.
        }
    }

    private async Task TellOfEventsAsync(Seat seat, CancellationToken cancellationToken)
    {
        for (var events = After(seat); events.Count > 0; events = After(seat))
        {
            _toldEvent = events[^1].Id;
            Subscriptions.Change(events.SelectMany(Resources.ChangedBy));
            if (_channel is { } channel)
                await TellAsync(channel, seat, events, cancellationToken);
        }
    }

    private IReadOnlyList<Happening> After(Seat seat) => seat.State.Events.After(_toldEvent, MaxEvents);

    private static async Task TellAsync(
        McpServer channel, Seat seat, IReadOnlyList<Happening> events, CancellationToken cancellationToken)
    {
        var queue = events.Any(happening => happening.Kind == "claim.waiting") ? seat.State.Claims.Waiting() : [];
        var mine = seat.State.Claims.Active().Where(claim => claim.Holder.Id == seat.Agent.Id).Select(claim => claim.Pattern).ToList();
        foreach (var happening in events)
        {
            if (Concerns.About(happening, seat.Agent.Name, mine, queue, seat.Settings.IgnoreCase) is { } words)
                await channel.SendMessageAsync(ChannelNotice.Of(happening, words), cancellationToken);
        }
    }

    private async Task TellOfMessagesAsync(Seat seat, CancellationToken cancellationToken)
    {
        // A call that waits has them in its answer this very moment.
        if (_channel is not { } channel || seat.State.Inbox.IsAwaited)
            return;

        var unread = seat.State.Inbox.Peek(seat.Key, _toldMessage, _shownElsewhere, ChannelNotice.MaxMessages);
        (_toldMessage, _shownElsewhere) = (Math.Max(_toldMessage, unread.Newest), unread.BeingShown);
        if (unread.Messages.Count > 0)
            await channel.SendMessageAsync(ChannelNotice.Of(unread), cancellationToken);
    }

    private static JsonRpcNotification Updated(Subscription subscription) => Subscribing.Notification(
        NotificationMethods.ResourceUpdatedNotification, new ResourceUpdatedNotificationParams { Uri = subscription.Uri }, subscription.Listening);
}
