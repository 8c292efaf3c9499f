using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Sidecar.Mcp;

/// <summary>
/// One JSON message per line. Unlike the SDK's own transport it hangs up at the end of input and then still writes the
/// answers to what had been asked, so that a script may pipe its requests in and read all replies.
/// </summary>
internal sealed class LineTransport : TransportBase
{
    /// <summary>A longer line is answered with an error and not kept.</summary>
    public const int MaxLineBytes = 4 * 1024 * 1024;

    /// <summary>How long the answers in flight may take once the input has ended.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private static readonly JsonTypeInfo<JsonRpcMessage> MessageType =
        (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private readonly PipeReader _input;
    private readonly Stream _output;
    private readonly HangUp _hangUp;
    private readonly Answered _answered;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, bool> _unanswered = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private volatile string? _greeting;
    private bool _skipsLine;
    private volatile bool _inputEnded;

    public LineTransport(Stream input, Stream output, HangUp hangUp, Answered answered, TimeProvider time)
        : base("sidecar", loggerFactory: null)
    {
        _input = PipeReader.Create(input, new StreamPipeReaderOptions(leaveOpen: true));
        _output = output;
        _hangUp = hangUp;
        _answered = answered;
        _time = time;
        SetConnected();
        _reading = ReadToEndAsync();
    }

    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, MessageType), (byte)'\n'];
        await _writing.WaitAsync(cancellationToken);
        try
        {
            // A line is written whole or not at all: half of one would break every message after it.
            await _output.WriteAsync(line, CancellationToken.None);
            await _output.FlushAsync(CancellationToken.None);
        }
        catch (IOException nobodyReads)
        {
            _hangUp.End("its client closed the connection");
            throw new IOException("The client no longer reads.", nobodyReads);
        }
        finally
        {
            _writing.Release();
            if (message is JsonRpcMessageWithId and (JsonRpcResponse or JsonRpcError))
                Settle(((JsonRpcMessageWithId)message).Id.ToString());
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _hangUp.End("its server ended");
        await _reading;
        _writing.Dispose();
    }

    private async Task ReadToEndAsync()
    {
        try
        {
            while (await ReadSomeAsync())
            {
            }

            _hangUp.End("its client closed the connection");
            await DrainAsync();
        }
        catch (OperationCanceledException)
        {
            // Hung up while the input is still open; the read that is left behind ends with the process.
        }
        catch (IOException)
        {
            _hangUp.End("the connection to its client broke");
        }
        finally
        {
            SetDisconnected();
        }
    }

    private async Task<bool> ReadSomeAsync()
    {
        // Standard input cannot be cancelled, so the read itself is left behind.
        var read = await _input.ReadAsync(CancellationToken.None).AsTask().WaitAsync(_hangUp.Token);
        var rest = read.Buffer;
        while (rest.PositionOf((byte)'\n') is { } end)
        {
            await TakeLineAsync(rest.Slice(0, end));
            rest = rest.Slice(rest.GetPosition(1, end));
        }

        if (read.IsCompleted)
        {
            await TakeLineAsync(rest);
            return false;
        }

        if (rest.Length > MaxLineBytes)
        {
            _skipsLine = true;
            rest = rest.Slice(rest.End);
        }

        _input.AdvanceTo(rest.Start, rest.End);
        return true;
    }

    private async Task TakeLineAsync(ReadOnlySequence<byte> line)
    {
        if (_skipsLine || line.Length > MaxLineBytes)
        {
            _skipsLine = false;
            await ComplainAsync($"The message is longer than {MaxLineBytes} bytes and was not read.");
            return;
        }

        if (Parse(line, out var message))
            await AcceptAsync(message);
        else if (!IsBlank(line))
            await ComplainAsync("The line is not a JSON-RPC 2.0 message; one object per line is expected.");
    }

    private static bool Parse(ReadOnlySequence<byte> line, out JsonRpcMessage message)
    {
        message = null!;
        try
        {
            var reader = new Utf8JsonReader(line);
            message = JsonSerializer.Deserialize(ref reader, MessageType)!;
            return message is not null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line) =>
        line.ToArray().All(b => b is (byte)' ' or (byte)'\t' or (byte)'\r');

    private async Task AcceptAsync(JsonRpcMessage message)
    {
        if (message is JsonRpcRequest { Method: RequestMethods.ToolsCall } call)
            _answered.Ask(call.Id.ToString());
        if (message is JsonRpcRequest request)
            _unanswered.TryAdd(request.Id.ToString(), true);
        else if (message is JsonRpcNotification { Method: NotificationMethods.CancelledNotification } cancelled)
            Cancel(cancelled.Params?["requestId"]?.ToString() ?? "");

        // Answered here: once the library has heard of the other kind of revision, it refuses to greet.
        if (message is JsonRpcRequest asked && ProtocolEra.SendBack(asked) is { } refusal)
            await SendMessageAsync(refusal, CancellationToken.None);
        else if (message is JsonRpcRequest { Method: RequestMethods.Initialize } greeting && _greeting is null)
            await GreetAsync(greeting);
        else
            await WriteMessageAsync(message, CancellationToken.None);
    }

    // Messages are handled at the same time. A client that asks on without waiting for the answer to its greeting must not
    // be served before it is known who it is.
    private async Task GreetAsync(JsonRpcRequest greeting)
    {
        _greeting = greeting.Id.ToString();
        await WriteMessageAsync(greeting, CancellationToken.None);
        await _greeted.Task.WaitAsync(_hangUp.Token);
    }

    private Task ComplainAsync(string what) => SendMessageAsync(
        new JsonRpcError
        {
            Id = default,
            Error = new JsonRpcErrorDetail { Code = (int)McpErrorCode.ParseError, Message = what },
        },
        CancellationToken.None);

    private async Task DrainAsync()
    {
        _inputEnded = true;
        Settle("");
        try
        {
            await _drained.Task.WaitAsync(LastWords, _time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // Whoever still computes has nobody to answer to.
        }
    }

    // A cancelled request gets no answer. What was asked for next is read after this, so it finds everything given back.
    private void Cancel(string id)
    {
        _answered.Drop(id, isRunning: _unanswered.ContainsKey(id));
        Settle(id);
    }

    private void Settle(string id)
    {
        _unanswered.TryRemove(id, out _);
        if (id == _greeting)
            _greeted.TrySetResult();
        if (_inputEnded && _unanswered.IsEmpty)
            _drained.TrySetResult();
    }
}
