using System.Buffers;
using System.Text.Json;

namespace Personalization.Gateway.Live;

/// <summary>Sends server-sent events on one response until the client or the gateway goes. Not thread-safe.</summary>
internal sealed class MessageStream : IAsyncDisposable
{
    private readonly HttpContext _http;
    private readonly CancellationTokenSource _ending;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;

    public MessageStream(HttpContext http, CancellationToken stopping)
    {
        _http = http;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        _writer = new Utf8JsonWriter(_buffer);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Sends one message.</summary>
    public async Task Send<TArg>(TArg arg, Action<Utf8JsonWriter, TArg> write)
    {
        _buffer.ResetWrittenCount();
        _buffer.Write("data: "u8);
        _writer.Reset(_buffer);
        write(_writer, arg);
        _writer.Flush();
        _buffer.Write("\n\n"u8);
        _http.Response.BodyWriter.Write(_buffer.WrittenSpan);
        try
        {
            await _http.Response.BodyWriter.FlushAsync(_ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The client has gone; the next wait ends the stream.
        }
    }

    /// <summary>Waits for the timer.</summary>
    /// <returns><see langword="false"/> when the stream has ended.</returns>
    public async ValueTask<bool> Next(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_ending.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ending.Dispose();
        await _writer.DisposeAsync();
    }
}
